// Groovy: ConfigSlurper
// ConfigSlurper evaluates text
event X {
    on { 'a' }
    as {
        new ConfigSlurper().parse("new File('MARK').createNewFile()")
    }
}
