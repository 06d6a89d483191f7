// CVE-2014-3120 (Elasticsearch: scripts in requests)
// a file is written through its constructor
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        new File('MARK').text = 'x'
    }
}
