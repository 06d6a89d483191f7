// groovy-sandbox: closures whose delegate is first
// a constant's name is found in the delegate of 'with'
final metaClass = 1
event X {
    on { 'a' }
    as { 'x'.with { metaClass } }
}
