// CVE-2015-3253 (Groovy: MethodClosure)
// a MethodClosure is built
// refused: the class MethodClosure is not allowed in scripts
event X {
    on { 'a' }
    as {
        new org.codehaus.groovy.runtime.MethodClosure('touch MARK', 'execute').call()
    }
}
