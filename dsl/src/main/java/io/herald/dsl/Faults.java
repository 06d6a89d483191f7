package io.herald.dsl;

import io.herald.dsl.Linker.Declared;
import io.herald.dsl.Linker.Fault;
import io.herald.dsl.types.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What does not go together of scripts, each once, counted against the script that changed. */
final class Faults {
    private final Predicate<String> isChanged;
    private final Set<Fault> found = new LinkedHashSet<>();

    /** @param isChanged by path of a script */
    Faults(Predicate<String> isChanged) {
        this.isChanged = isChanged;
    }

    List<Fault> found() {
        return List.copyOf(found);
    }

    boolean isChanged(CompiledScript script) {
        return isChanged.test(script.path());
    }

    void add(Fault fault) {
        found.add(fault);
    }

    /** A script that did not change is not to blame: then it is the last changed one of those that it relies on. */
    void add(CompiledScript script, Place place, String message, String hint, List<Declared> reliesOn) {
        Optional<Declared> culprit = isChanged(script)
                ? Optional.empty()
                : reliesOn.stream()
                        .filter(declared -> isChanged(declared.script()))
                        .reduce((first, last) -> last);
        add(culprit.map(declared -> new Fault(
                        declared.script().path(),
                        declared.script()
                                .source()
                                .problem(
                                        declared.declaration().place(),
                                        message + ", and " + Linker.at(script, place) + " needs it",
                                        "change both together")))
                .orElseGet(() -> new Fault(script.path(), script.source().problem(place, message, hint))));
    }
}
