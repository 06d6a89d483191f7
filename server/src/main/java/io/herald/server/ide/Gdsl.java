package io.herald.server.ide;

import io.herald.dsl.Outline.Declared;
import io.herald.dsl.Outline.Kind;
import io.herald.dsl.Outline.Variable;
import io.herald.dsl.Outlines;
import io.herald.dsl.Word;
import io.herald.dsl.Word.Where;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What IntelliJ is told of the words of scripts, and of what the scripts of a folder declare.
 *
 * @see <a href="https://github.com/JetBrains/intellij-community/tree/master/plugins/groovy/groovy-psi/resources/standardDsls">standardDsls</a>
 */
record Gdsl(Path folder, Outlines scripts, ModelStubs models) {
    private static final String OBJECT = "java.lang.Object";
    private static final String BLOCK = "groovy.lang.Closure";

    String text() {
        StringBuilder text =
                new StringBuilder(IdeFiles.MARK).append("\ndef scripts = ").append(quoted(pattern()));
        text.append("\n\ncontributor(context(pathRegexp: scripts, scope: scriptScope())) {\n");
        Word.in(Where.FILE).forEach(word -> text.append(word(word)));
        declared()
                .forEach(each -> text.append(method(
                        each.name(), "block: '" + BLOCK + "'", each.kind().word())));
        text.append("}\n\ncontributor(context(pathRegexp: scripts, scope: closureScope())) {\n");
        text.append("    def within = { words -> words.any { enclosingCall(it) } }\n");
        words(text, "event", Where.EVENT);
        words(text, "room", Where.ROOM);
        words(text, "resource", Where.RESOURCE);
        words(text, "model", Where.MODEL);
        inner(text, "input", Where.INPUT);
        inner(text, "example", Where.EXAMPLE);
        code(text);
        return text.append("}\n").toString();
    }

    private List<Declared> declared() {
        return scripts.shared().stream()
                .map(Outlines.Found::declared)
                .filter(each -> each.kind() != Kind.CLASS)
                .toList();
    }

    private String pattern() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return ".*/" + Pattern.quote(String.valueOf(name)) + "/.*[.]groovy";
    }

    /** Words of a declaration, as long as no block of it is around. */
    private static void words(StringBuilder text, String kind, Where where) {
        List<String> blocks = Word.in(where).stream()
                .filter(word -> word.form().contains("{"))
                .map(word -> quoted(word.name()))
                .toList();
        text.append("    if (enclosingCall('")
                .append(kind)
                .append("') && !within(")
                .append(blocks)
                .append(")) {\n");
        Word.in(where).forEach(word -> text.append("    ").append(word(word)));
        text.append("    }\n");
    }

    private static void inner(StringBuilder text, String word, Where where) {
        text.append("    if (enclosingCall('event') && enclosingCall('")
                .append(word)
                .append("')) {\n");
        Word.in(where).forEach(each -> text.append("    ").append(word(each)));
        text.append("    }\n");
    }

    /** What code calls and reads: rooms, resources, and the inputs of an event in its blocks. */
    private void code(StringBuilder text) {
        text.append("    if (within(['resource', 'as'])) {\n");
        Word.in(Where.PAYLOAD).forEach(word -> text.append("    ").append(word(word)));
        text.append("    }\n");
        declared().stream()
                .filter(each -> each.kind() == Kind.ROOM || each.kind() == Kind.RESOURCE)
                .forEach(each -> text.append(
                        method(each.name(), parameters(each), each.kind().word())));
        declared().stream()
                .filter(each -> each.kind() == Kind.EVENT && !each.variables().isEmpty())
                .forEach(event -> {
                    text.append("    if (enclosingCall('").append(event.name()).append("')) {\n");
                    event.variables()
                            .forEach(input -> text.append("        property name: '")
                                    .append(input.name())
                                    .append("', type: '")
                                    .append(full(input))
                                    .append("'\n"));
                    text.append("    }\n");
                });
    }

    private String parameters(Declared callable) {
        return callable.variables().isEmpty()
                ? ":"
                : callable.variables().stream()
                        .map(parameter -> parameter.name() + ": '" + full(parameter) + "'")
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private String full(Variable variable) {
        String type = models.java(variable.type(), 0);
        return List.of("Object", "String", "Boolean", "Integer", "Long", "Double")
                        .contains(type)
                ? "java.lang." + type
                : type;
    }

    /** A word that is followed by a block, by names with values, by a value, or by nothing. */
    private static String word(Word word) {
        String doc = word.form() + " " + word.says();
        if (word.form().equals(word.name())) {
            return "    property name: '" + word.name() + "', type: '" + OBJECT + "', doc: " + quoted(doc) + "\n";
        }
        String taken = word.form().matches("\\w+ \\{.*") ? BLOCK : OBJECT;
        return method(word.name(), "value: '" + taken + "'", doc);
    }

    private static String method(String name, String parameters, String doc) {
        return "    method name: '" + name + "', type: '" + OBJECT + "', params: [" + parameters + "], doc: "
                + quoted(doc) + "\n";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'";
    }
}
