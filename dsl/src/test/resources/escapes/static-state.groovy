// Herald: evaluations share nothing
// a static field is a letter to the next evaluation
// refused: the static field 'n' is not allowed in scripts
class P { static int n = 0 }
event X {
    on { 'a' }
    as { P.n }
}
