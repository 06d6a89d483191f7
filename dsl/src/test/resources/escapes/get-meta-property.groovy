// Groovy GDK: getMetaPropertyValues
// properties by their meta-class
event X {
    on { 'a' }
    as {
        'x'.metaPropertyValues*.value
    }
}
