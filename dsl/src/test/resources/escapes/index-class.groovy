// CVE-2017-1000095 (Jenkins: getAt and putAt of any object)
// command['class'] instead of command.class
// refused: String has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        command['class']
    }
}
