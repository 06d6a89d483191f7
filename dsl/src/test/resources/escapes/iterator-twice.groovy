// Herald: an iterator that changes its mind
// *. of an object that shows other items the second time
class P {
    int n
    def execute() { 1 }
    Iterator iterator() { n++ ? ['touch MARK'].iterator() : [new P()].iterator() }
}
event X {
    on { 'a' }
    as {
        new P()*.execute()
    }
}
