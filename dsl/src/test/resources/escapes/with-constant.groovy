// groovy-sandbox: closures whose delegate is first
// a constant's name is found in the delegate of 'with'
// refused: 'metaClass' means something to Groovy and can't be declared in scripts
final metaClass = 1
event X {
    on { 'a' }
    as { 'x'.with { metaClass } }
}
