package io.herald.server.ide;

import io.herald.dsl.text.Outline.Declared;
import io.herald.dsl.text.Outline.Kind;
import io.herald.dsl.text.Outline.Variable;
import io.herald.dsl.text.Outlines;
import io.herald.dsl.text.Word;
import io.herald.dsl.text.Word.Where;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What IntelliJ is told of the words of scripts, and of what the scripts of a folder declare.
 *
 * @see <a href="https://github.com/JetBrains/intellij-community/tree/master/plugins/groovy/groovy-psi/resources/standardDsls">standardDsls</a>
 */
record Gdsl(Path folder, Outlines scripts, ModelStubs models) {
    private static final String OBJECT = "java.lang.Object";
    private static final String BLOCK = "groovy.lang.Closure";
    private static final Pattern OPENED =
            Pattern.compile("(\\w+)(?:\\(.*\\))? \\{"); // by its last word: to sockets { … }

    String text() {
        return """
                // %s
                def scripts = %s

                contributor(context(pathRegexp: scripts, scope: scriptScope())) {
                %s}

                contributor(context(pathRegexp: scripts, scope: closureScope())) {
                    def declaration = place
                    while (declaration.parent != null && declaration.parent != place.containingFile) {
                        declaration = declaration.parent
                    }
                    def kind = declaration.firstChild?.text // enclosingCall passes over it: its block is its name's
                    def within = { words -> words.any { enclosingCall(it) } }
                %s}
                """.formatted(IdeFiles.MARK, quoted(pattern()), joined(atTopLevel()), joined(inBlocks()));
    }

    private String pattern() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return ".*/" + Pattern.quote(String.valueOf(name)) + "/.*[.]groovy";
    }

    private Stream<String> atTopLevel() {
        return Stream.concat(
                words(Where.FILE),
                declared(Kind.values())
                        .map(each -> method(
                                each.name(),
                                "block: '" + BLOCK + "'",
                                each.kind().word())));
    }

    private Stream<String> inBlocks() {
        return Stream.of(
                        ofDeclaration("event", Where.EVENT),
                        ofDeclaration("room", Where.ROOM),
                        ofDeclaration("resource", Where.RESOURCE),
                        ofDeclaration("model", Where.MODEL),
                        when("kind == 'event' && within(['input'])", words(Where.INPUT)),
                        when("kind == 'event' && within(['example'])", words(Where.EXAMPLE)),
                        when("kind == 'resource' || within(['as'])", words(Where.PAYLOAD)),
                        declared(Kind.ROOM, Kind.RESOURCE)
                                .map(each -> method(
                                        each.name(),
                                        parameters(each),
                                        each.kind().word())),
                        declared(Kind.EVENT)
                                .flatMap(event -> when(
                                        "within(['" + event.name() + "'])",
                                        event.variables().stream()
                                                .map(input -> property(input.name(), full(input), "input")))))
                .flatMap(lines -> lines);
    }

    /** Words of a declaration, as long as no block of it is around. */
    private static Stream<String> ofDeclaration(String kind, Where where) {
        String blocks = Word.in(where).stream()
                .flatMap(word -> OPENED.matcher(word.form()).results())
                .map(opened -> quoted(opened.group(1)))
                .collect(Collectors.joining(", ", "[", "]"));
        return when("kind == '" + kind + "' && !within(" + blocks + ")", words(where));
    }

    private static Stream<String> when(String condition, Stream<String> lines) {
        return Stream.of(Stream.of("if (" + condition + ") {"), lines.map(line -> "    " + line), Stream.of("}"))
                .flatMap(part -> part);
    }

    /** Of these kinds, by name. */
    private Stream<Declared> declared(Kind... kinds) {
        List<Kind> asked = List.of(kinds);
        return scripts.shared().stream()
                .map(Outlines.Found::declared)
                .filter(each -> each.kind() != Kind.CLASS && asked.contains(each.kind()));
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
        boolean isOfLang = List.of("Object", "String", "Boolean", "Integer", "Long", "Double")
                .contains(type);
        return isOfLang ? "java.lang." + type : type;
    }

    private static Stream<String> words(Where where) {
        return Word.in(where).stream().map(Gdsl::word);
    }

    /** A word that stands alone, takes a block, names with values, or a value. */
    private static String word(Word word) {
        String doc = word.form() + " " + word.says();
        if (word.form().equals(word.name())) {
            return property(word.name(), OBJECT, doc);
        }
        if (word.name().equals("expect")) {
            return method(word.name(), ":", doc) + ", namedParams: " + expectations();
        }
        return method(word.name(), "value: '" + (word.form().matches("\\w+ \\{.*") ? BLOCK : OBJECT) + "'", doc);
    }

    private static List<String> expectations() {
        return Word.in(Where.EXPECT).stream()
                .map(word -> "parameter(name: '" + word.name() + "', type: '" + OBJECT + "', doc: "
                        + quoted(word.says()) + ")")
                .toList();
    }

    private static String method(String name, String parameters, String doc) {
        return "method name: '" + name + "', type: '" + OBJECT + "', params: [" + parameters + "], doc: " + quoted(doc);
    }

    private static String property(String name, String type, String doc) {
        return "property name: '" + name + "', type: '" + type + "', doc: " + quoted(doc);
    }

    private static String joined(Stream<String> lines) {
        return lines.map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'";
    }
}
