// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// getClass().getClassLoader().loadClass
// refused: String has no method 'getClass' that scripts may use
event X {
    on { 'a' }
    as {
        ''.getClass().getClassLoader().loadClass('java.lang.System').setProperty('herald.escaped', 'yes')
    }
}
