// CVE-2014-3120 (Elasticsearch: scripts in requests)
// a file is written through its constructor
event X {
    on { 'a' }
    as {
        new File('MARK').text = 'x'
    }
}
