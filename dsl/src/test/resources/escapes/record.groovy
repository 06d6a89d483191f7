// Groovy 4 language: records
// a record is made by a transformation
// refused: in scripts a class is a plain one or an enum, and stands in no other
record R(String a) {}
event X {
    on { 'a' }
    as { new R('x').a() }
}
