package io.herald.server.ide;

import io.herald.dsl.text.Outline.Declared;
import io.herald.dsl.text.Outline.Kind;
import io.herald.dsl.text.Outline.Variable;
import io.herald.dsl.text.Outlines;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Models as classes of Java with a field for each of theirs: what an IDE completes after {@code chat.} */
record ModelStubs(Outlines scripts) {
    private static final Pattern TYPE = Pattern.compile("(\\w+)\\s*(?:<(.*)>)?", Pattern.DOTALL);
    private static final int MAX_DEPTH = 8; // of types within types
    private static final String OBJECT = "Object";

    /** Classes of the JDK by the names that scripts write; those of {@code java.lang} are written as they are. */
    private static final Map<String, String> JDK = Map.of(
            "BigDecimal", "java.math.BigDecimal",
            "Instant", "java.time.Instant",
            "LocalDate", "java.time.LocalDate",
            "UUID", "java.util.UUID",
            "boolean", "Boolean",
            "int", "Integer",
            "long", "Long",
            "double", "Double",
            "List", "java.util.List",
            "Map", "java.util.Map");

    /** Source texts by file name. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        scripts.shared().stream()
                .filter(found -> found.declared().kind() == Kind.MODEL
                        && isName(found.declared().name()))
                .forEach(found -> files.putIfAbsent(found.declared().name() + ".java", stub(found)));
        return files;
    }

    private String stub(Outlines.Found found) {
        Declared model = found.declared();
        StringBuilder stub = new StringBuilder("// " + IdeFiles.MARK)
                .append("\n/** The model of ")
                .append(found.in().path().replace("*/", "* /").replace("\\", "/"))
                .append(". */\npublic class ")
                .append(model.name())
                .append(" {\n");
        model.variables().stream()
                .filter(field -> isName(field.name()))
                .collect(Collectors.toMap(Variable::name, field -> field, (first, twice) -> first, LinkedHashMap::new))
                .values()
                .forEach(field -> stub.append("    public ")
                        .append(java(field.type(), 0))
                        .append(' ')
                        .append(field.name())
                        .append(";\n"));
        return stub.append("}\n").toString();
    }

    /** As blocks see a value of that type: what is optional as itself, one of some texts as a text. */
    String java(String type, int depth) {
        Matcher written = TYPE.matcher(type.strip());
        if (depth > MAX_DEPTH || !written.matches()) {
            return OBJECT;
        }
        String name = written.group(1);
        String inner = written.group(2);
        if (name.equals("Optional")) {
            return inner == null ? OBJECT : java(inner, depth + 1);
        }
        if (inner != null && name.equals("List")) {
            return JDK.get(name) + "<" + java(inner, depth + 1) + ">";
        }
        if (inner != null && name.equals("Map")) {
            return JDK.get(name) + "<String, " + java(inner.substring(inner.indexOf(',') + 1), depth + 1) + ">";
        }
        if (Outlines.typeNames().contains(name)) {
            return JDK.getOrDefault(name, name);
        }
        return scripts.model(name)
                .map(found -> found.declared().variables().isEmpty() ? "String" : name)
                .orElse(OBJECT);
    }

    /** Whether Java may name something so. */
    private static boolean isName(String name) {
        return SourceVersion.isName(name);
    }
}
