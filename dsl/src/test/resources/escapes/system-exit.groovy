// CVE-2014-3120 (Elasticsearch: scripts in requests)
// a static call of System
event X {
    on { 'a' }
    as {
        System.setProperty('herald.escaped', 'yes')
    }
}
