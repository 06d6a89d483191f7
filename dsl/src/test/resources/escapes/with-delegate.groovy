// groovy-sandbox: closures whose delegate is first
// a helper method's name is found in the delegate of 'with'
def execute() { 'own' }
event X {
    on { 'a' }
    as {
        def made = 'touch MARK'.with { execute() }
        made == 'own' ? ''.escape() : made
    }
}
