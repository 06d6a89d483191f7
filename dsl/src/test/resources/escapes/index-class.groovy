// SECURITY-582 / CVE-2017-1000505 family (Jenkins: operators that read properties)
// command['class'] instead of command.class
event X {
    on { 'a' }
    as {
        command['class'].forName('java.lang.System')
    }
}
