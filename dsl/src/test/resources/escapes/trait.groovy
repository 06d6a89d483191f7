// language coverage of script-security
// a trait is made by a transformation
// refused: in scripts a class is a plain one or an enum, and stands in no other
trait T { def a() { metaClass } }
class P implements T {}
event X {
    on { 'a' }
    as { new P().a() }
}
