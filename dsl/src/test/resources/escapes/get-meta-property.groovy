// Groovy GDK: getMetaPropertyValues
// properties by their meta-class
// refused: String has no property 'metaPropertyValues' that scripts may use
event X {
    on { 'a' }
    as {
        'x'.metaPropertyValues*.value
    }
}
