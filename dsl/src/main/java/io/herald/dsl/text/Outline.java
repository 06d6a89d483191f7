package io.herald.dsl.text;

import io.herald.dsl.text.Blocks.Block;
import io.herald.dsl.text.Word.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script declares and where, read off its tokens: also of one that is being typed and does not compile. A declaration that begins a
 * line is found whatever is wrong above it.
 *
 * @param path relative to the scripts' folder, {@code /} between names
 */
public record Outline(String path, String text, List<Declared> declared) {
    private static final Pattern HEAD =
            Pattern.compile("^(?:event|room|resource|model)[ \\t]+\\w+[ \\t]*[{<]", Pattern.MULTILINE);
    private static final Pattern MEMBER = Pattern.compile(
            "^(?:(?<type>class|enum)[ \\t]+(?<class>\\w+)"
                    + "|(?:def|final|[\\w.<>]+)[ \\t]+(?<name>\\w+)[ \\t]*(?:\\((?<parameters>[^()]*)\\)[ \\t]*\\{|=[^=]))",
            Pattern.MULTILINE);

    /** What a script declares. */
    public enum Kind {
        EVENT,
        ROOM,
        RESOURCE,
        MODEL,
        METHOD,
        CONSTANT,
        CLASS;

        /** As scripts write it, or as people say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One declaration. Offsets are those of characters in the text.
     *
     * @param at where its name begins
     * @param variables parameters of a room, resource or method; fields of a model; typed inputs of an event
     */
    public record Declared(Kind kind, String name, int start, int at, int end, List<Variable> variables) {
        public Declared {
            variables = List.copyOf(variables);
        }

        /** {@code chatRoom(id)}; of what takes no arguments, its name. */
        public String signature() {
            return kind == Kind.ROOM || kind == Kind.RESOURCE || kind == Kind.METHOD
                    ? name + "("
                            + String.join(
                                    ", ",
                                    variables.stream().map(Variable::written).toList()) + ")"
                    : name;
        }
    }

    /**
     * A parameter, field or input.
     *
     * @param type as written; empty when none is
     * @param at where its name begins
     */
    public record Variable(String type, String name, int at) {
        public String written() {
            return type.isEmpty() ? name : type + " " + name;
        }
    }

    /** A name as it stands in the text. */
    public record Name(String text, int at) {}

    /** A stretch of text that is read by itself. */
    private record Section(int from, int to) {}

    public Outline {
        declared = List.copyOf(declared);
    }

    public static Outline of(String path, String text) {
        List<Declared> declared = new ArrayList<>();
        for (Section section : sections(text)) {
            Blocks blocks = new Blocks(text, section.from(), braces(text, section));
            blocks.read().inner.forEach(block -> declaration(block).ifPresent(declared::add));
        }
        members(text, declared);
        return new Outline(path, text, declared);
    }

    /** The blocks that are open before this character, of which the last token is what is being typed there. */
    Blocks upTo(int offset) {
        Section around = sections(text).stream()
                .filter(section -> section.from() <= offset && offset <= section.to())
                .reduce((first, last) -> last)
                .orElse(new Section(0, text.length()));
        String typed = text.substring(0, offset) + "_"; // a name is typed there, if only of one character
        return new Blocks(typed, around.from(), braces(text, around).substring(0, offset - around.from()) + "_");
    }

    /** The declaration that stands there. */
    Optional<Declared> at(int offset) {
        return declared.stream()
                .filter(each -> each.start() <= offset && offset <= each.end())
                .reduce((first, last) -> last);
    }

    private static String braces(String text, Section section) {
        String stretch = text.substring(section.from(), section.to());
        return AngleNotation.toBraces(new SourceText("", stretch)).text();
    }

    private static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        Matcher head = HEAD.matcher(text);
        int from = 0;
        while (head.find()) {
            sections.add(new Section(from, head.start()));
            from = head.start();
        }
        sections.add(new Section(from, text.length()));
        return sections;
    }

    private static Optional<Declared> declaration(Block block) {
        if (block.head.size() < 2 || !Word.names(Where.FILE).contains(block.word())) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(block.word().toUpperCase(Locale.ROOT));
        Name name = block.head.get(1);
        List<Variable> variables = kind != Kind.EVENT
                ? block.variables
                : block.inner.stream()
                        .filter(inner -> inner.where == Where.INPUT)
                        .flatMap(input -> input.variables.stream())
                        .toList();
        return Optional.of(new Declared(kind, name.text(), block.head.get(0).at(), name.at(), block.end, variables));
    }

    /** Classes, methods and constants, as they stand at the begin of a line. */
    private static void members(String text, List<Declared> declared) {
        Matcher member = MEMBER.matcher(text);
        while (member.find()) {
            boolean isClass = member.group("class") != null;
            String name = isClass ? member.group("class") : member.group("name");
            int at = isClass ? member.start("class") : member.start("name");
            String parameters = member.group("parameters");
            Kind kind = isClass ? Kind.CLASS : parameters == null ? Kind.CONSTANT : Kind.METHOD;
            List<Variable> variables =
                    parameters == null ? List.of() : Blocks.parameters(parameters, member.start("parameters"));
            declared.add(new Declared(kind, name, member.start(), at, member.end(), variables));
        }
    }
}
