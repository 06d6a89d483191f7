// Groovy: GroovyClassLoader
// GroovyClassLoader compiles text
event X {
    on { 'a' }
    as {
        new GroovyClassLoader().parseClass("class A { static { new File('MARK').createNewFile() } }")
    }
}
