// Groovy: ProxyGenerator
// a map becomes a class of the script, its methods closures
// refused: 'as' can't build a P in scripts
class P { def a() { 1 } }
event X {
    on { 'a' }
    as { ([a: { 'x'.execute() }] as P).a() }
}
