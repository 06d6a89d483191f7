// Groovy 4 language: switch expressions
// a case hides the call
// refused: the class System is not allowed in scripts
event X {
    on { 'a' }
    as {
        switch (1) { case 1 -> System.setProperty('herald.escaped', 'yes'); default -> 2 }
    }
}
