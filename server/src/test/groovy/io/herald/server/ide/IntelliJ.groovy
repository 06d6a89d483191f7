package io.herald.server.ide

/**
 * Runs a GDSL script as IntelliJ does, as far as we rely on it: `context` takes a path and a scope, `contributor` runs its block for each
 * place of that context, where `place` is the element of the syntax tree, `enclosingCall` tells of the calls whose own block is around it
 * (of `event X { }` that is `X`: its block is no argument of `event`), and `method` and `property` say what may be written there.
 * Its source is the contract: plugins/groovy of intellij-community, package org.jetbrains.plugins.groovy.dsl. Unlike it, this one
 * refuses what it does not know.
 */
class IntelliJ {
    private static final List<String> PARTS = ["name", "type", "params", "doc"]

    private final String gdsl

    IntelliJ(String gdsl) {
        this.gdsl = gdsl
    }

    /** What may be written in a file at the end of such a text: by name, what the script says of it. */
    Map<String, Map> at(String file, String text) {
        List<String> calls = []
        (text =~ /(\w+)'?(?:\([^()]*\))? *\{|}/).each { found, name -> found == "}" ? calls.removeLast() : calls << name }
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
                        new Place(tree(text), calls, members).with(says)
                    }
                })).evaluate(gdsl)
        members
    }

    /** The element at the end of the text, of whose last statement nothing but the first word is told. */
    private static Element tree(String text) {
        Element file = new Element(parent: new Element(text: "directory"))
        Element statement = new Element(parent: file, containingFile: file, firstChild: new Element(text: text.split(/\W/)[0]))
        new Element(parent: new Element(parent: statement, containingFile: file), containingFile: file)
    }

    private static class Element {
        Element parent
        Element firstChild
        Element containingFile
        String text
    }

    private static class Place {
        final Element place
        private final List<String> calls
        private final Map<String, Map> members

        Place(Element place, List<String> calls, Map<String, Map> members) {
            this.place = place
            this.calls = calls
            this.members = members
        }

        Object methodMissing(String name, Object arguments) {
            assert name == "enclosingCall"
            calls.contains(arguments[0]) ? arguments[0] : null
        }

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
