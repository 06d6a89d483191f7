// Groovy: builders
// a builder that runs tasks
event X {
    on { 'a' }
    as {
        new groovy.util.AntBuilder().touch(file: 'MARK')
    }
}
