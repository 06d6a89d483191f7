// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// ''.class.forName
// refused: '.class' is not allowed in scripts
event X {
    on { 'a' }
    as {
        ''.class.forName('java.lang.System').setProperty('herald.escaped', 'yes')
    }
}
