// CVE-2015-3253 (Groovy: MethodClosure)
// a stream of objects is read
// refused: the class ObjectInputStream is not allowed in scripts
event X {
    on { 'a' }
    as {
        new ObjectInputStream(new ByteArrayInputStream(new byte[0])).readObject()
    }
}
