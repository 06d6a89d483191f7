// language coverage of script-security
// a trait is made by a transformation
trait T { def a() { metaClass } }
class P implements T {}
event X {
    on { 'a' }
    as { new P().a() }
}
