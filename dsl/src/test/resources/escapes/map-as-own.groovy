// Groovy: ProxyGenerator
// a map becomes a class of the script, its methods closures
class P { def a() { 1 } }
event X {
    on { 'a' }
    as { ([a: { 'x'.execute() }] as P).a() }
}
