// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// ''.class.forName
// refused: String has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        ''.class.forName('java.lang.System').setProperty('herald.escaped', 'yes')
    }
}
