// CVE-2015-1427 (Elasticsearch: Groovy sandbox bypass by reflection)
// ''.class.forName
event X {
    on { 'a' }
    as {
        ''.class.forName('java.lang.System').setProperty('herald.escaped', 'yes')
    }
}
