// CVE-2014-3120 (Elasticsearch: scripts in requests)
// a static call of System
// refused: the class System is not allowed in scripts
event X {
    on { 'a' }
    as {
        System.setProperty('herald.escaped', 'yes')
    }
}
