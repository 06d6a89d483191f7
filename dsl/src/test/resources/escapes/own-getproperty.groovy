// Groovy: GroovyObject.getProperty
// a class answers for its properties
// refused: 'getProperty' means something to Groovy and can't be declared in scripts
class P {
    def getProperty(String n) { 'x' }
    def invokeMethod(String n, Object a) { n }
}
event X {
    on { 'a' }
    as { new P().x }
}
