package io.herald.server.ide

/**
 * Runs a GDSL script as IntelliJ does, as far as we rely on it: `context` takes a path and a scope, `contributor` runs its block for each
 * place of that context, where `enclosingCall` tells of the calls around, and `method` and `property` say what may be written there.
 * Its source is the contract: plugins/groovy of intellij-community, package org.jetbrains.plugins.groovy.dsl. Unlike it, this one
 * refuses what it does not know.
 */
class IntelliJ {
    private static final List<String> PARTS = ["name", "type", "params", "doc"]

    private final String gdsl

    IntelliJ(String gdsl) {
        this.gdsl = gdsl
    }

    /** What may be written in a file at a place within these calls: by name, what the script says of it. */
    Map<String, Map> at(String file, String... calls) {
        Map<String, Map> members = [:]
        new GroovyShell(new Binding(
                scriptScope: { -> "script" },
                closureScope: { -> "closure" },
                context: { Map parts ->
                    assert parts.keySet() == ["pathRegexp", "scope"] as Set
                    file ==~ parts.pathRegexp && parts.scope == (calls ? "closure" : "script")
                },
                contributor: { boolean isHere, Closure says ->
                    if (isHere) {
                        says.delegate = new Place(calls as List, members)
                        says.resolveStrategy = Closure.DELEGATE_FIRST
                        says()
                    }
                })).evaluate(gdsl)
        members
    }

    private static class Place {
        private final List<String> calls
        private final Map<String, Map> members

        Place(List<String> calls, Map<String, Map> members) {
            this.calls = calls
            this.members = members
        }

        Object enclosingCall(String name) { calls.contains(name) ? name : null }

        void method(Map said) {
            assert said.keySet() - "namedParams" == PARTS as Set
            assert said.params.every { it.key ==~ /\w+/ && it.value instanceof String }
            members[said.name as String] = said
        }

        Object parameter(Map said) {
            assert said.keySet() == ["name", "type", "doc"] as Set
            said.name
        }

        void property(Map said) {
            assert (PARTS - "params").containsAll(said.keySet())
            members[said.name as String] = said
        }
    }
}
