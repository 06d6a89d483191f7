// Herald: evaluations share nothing
// a static field is a letter to the next evaluation
class P { static int n = 0 }
event X {
    on { 'a' }
    as { P.n }
}
