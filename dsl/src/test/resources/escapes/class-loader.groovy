// Groovy: GroovyClassLoader
// GroovyClassLoader compiles text
// refused: the class GroovyClassLoader is not allowed in scripts
event X {
    on { 'a' }
    as {
        new GroovyClassLoader().parseClass("class A { static { new File('MARK').createNewFile() } }")
    }
}
