package io.herald.server.ide;

import io.herald.dsl.text.Cursor;
import io.herald.dsl.text.Outline;
import io.herald.dsl.text.Outline.Declared;
import io.herald.dsl.text.Outline.Kind;
import io.herald.dsl.text.Outline.Variable;
import io.herald.dsl.text.Outlines;
import io.herald.dsl.text.Word;
import io.herald.dsl.text.Word.Where;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a name in a script stands for.
 *
 * @param says in Markdown
 * @param in the script that declares it; empty for a word of the language
 * @param at where its name begins there
 * @param length of its name
 */
record Meaning(String says, Optional<Outline> in, int at, int length) {
    /** Of the name there; empty where none stands, or nobody knows. */
    static Optional<Meaning> at(Outline script, int offset, Outlines scripts) {
        return Cursor.pointing(script, offset)
                .flatMap(cursor -> cursor.chain().isEmpty()
                        ? ofWord(cursor)
                                .or(() -> ofVariable(cursor, script))
                                .or(() -> scripts.named(cursor.name().text(), script)
                                        .map(Meaning::ofDeclared))
                        : ofField(cursor, scripts));
    }

    private static Optional<Meaning> ofWord(Cursor cursor) {
        String name = cursor.name().text();
        Stream<Word> own = cursor.isWord() ? Word.in(cursor.where()).stream() : Stream.empty();
        boolean isCode = cursor.where() == Where.CODE || cursor.where() == Where.RESOURCE;
        Stream<Word> inCode = isCode ? Word.in(Where.PAYLOAD).stream() : Stream.empty();
        return Stream.concat(own, inCode)
                .filter(word -> word.name().equals(name))
                .findFirst()
                .map(word -> new Meaning(code(word.form()) + word.says(), Optional.empty(), 0, 0));
    }

    private static Optional<Meaning> ofVariable(Cursor cursor, Outline script) {
        return cursor.seen().stream()
                .filter(variable -> variable.name().equals(cursor.name().text()))
                .findFirst()
                .map(variable -> of(variable, "", script));
    }

    private static Optional<Meaning> ofField(Cursor cursor, Outlines scripts) {
        return scripts.model(cursor.chain(), cursor.seen())
                .flatMap(model -> model.declared().variables().stream()
                        .filter(field -> field.name().equals(cursor.name().text()))
                        .findFirst()
                        .map(field -> of(
                                field,
                                "A field of the model " + model.declared().name() + ".",
                                model.in())));
    }

    private static Meaning of(Variable variable, String says, Outline in) {
        return new Meaning(
                code(variable.written()) + says,
                Optional.of(in),
                variable.at(),
                variable.name().length());
    }

    private static Meaning ofDeclared(Outlines.Found found) {
        Declared declared = found.declared();
        String parts = declared.kind() == Kind.MODEL || declared.kind() == Kind.EVENT
                ? declared.variables().stream()
                        .map(Variable::written)
                        .collect(Collectors.joining("\n    ", "\n    ", ""))
                : "";
        String says = code(declared.kind().word() + " " + declared.signature() + parts.stripTrailing());
        return new Meaning(
                says + "In " + found.in().path() + ".",
                Optional.of(found.in()),
                declared.at(),
                declared.name().length());
    }

    private static String code(String code) {
        return "```groovy\n" + code + "\n```\n";
    }
}
