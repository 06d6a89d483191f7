// Groovy 4 language: records
// a record is made by a transformation
record R(String a) {}
event X {
    on { 'a' }
    as { new R('x').a() }
}
