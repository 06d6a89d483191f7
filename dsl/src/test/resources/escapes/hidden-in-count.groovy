// SECURITY-1538 / CVE-2019-10400 (Jenkins: what stands below ++)
// ++ hides the call
// refused: this can't be assigned in scripts
event X {
    on { 'a' }
    as {
        ++({ System.setProperty('herald.escaped', 'yes'); 1 }())
    }
}
