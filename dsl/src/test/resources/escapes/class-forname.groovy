// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// java.lang.Math.class.forName
// refused: Math has no static method 'forName' that scripts may use
event X {
    on { 'a' }
    as {
        java.lang.Math.class.forName('java.lang.Runtime').getRuntime().exec('touch MARK')
    }
}
