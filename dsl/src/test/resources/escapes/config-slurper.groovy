// Groovy: ConfigSlurper
// ConfigSlurper evaluates text
// refused: the class ConfigSlurper is not allowed in scripts
event X {
    on { 'a' }
    as {
        new ConfigSlurper().parse("new File('MARK').createNewFile()")
    }
}
