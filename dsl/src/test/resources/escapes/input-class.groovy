// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// the class of an input
// refused: '.class' is not allowed in scripts
event X {
    on { 'a' }
    as {
        command.class.classLoader.loadClass('java.lang.System').setProperty('herald.escaped', 'yes')
    }
}
