// NoSystemExitTest of groovy-sandbox
// System.& hides the owner
event X {
    on { 'a' }
    as {
        def set = System.&setProperty
        set('herald.escaped', 'yes')
    }
}
