package io.herald.server.ide;

import io.herald.dsl.Plugins;
import io.herald.dsl.text.Cursor;
import io.herald.dsl.text.Outline;
import io.herald.dsl.text.Outline.Declared;
import io.herald.dsl.text.Outline.Kind;
import io.herald.dsl.text.Outline.Variable;
import io.herald.dsl.text.Outlines;
import io.herald.dsl.text.Word;
import io.herald.dsl.text.Word.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** What an author may mean to write at a place. One use. */
final class Completions {
    private static final Pattern PLACE = Pattern.compile("NAME|…");

    private final Outline script;
    private final Outlines scripts;
    private final Plugins plugins;
    private final boolean takesSnippets;
    private final List<CompletionItem> items = new ArrayList<>();

    /**
     * @param plugins that scripts may call
     * @param takesSnippets whether the editor lets its user fill in what is offered
     */
    Completions(Outline script, Outlines scripts, Plugins plugins, boolean takesSnippets) {
        this.script = script;
        this.scripts = scripts;
        this.plugins = plugins;
        this.takesSnippets = takesSnippets;
    }

    /** Nothing where nobody can know. */
    List<CompletionItem> at(int offset) {
        Cursor.typing(script, offset).ifPresent(this::offer);
        return items;
    }

    private void offer(Cursor cursor) {
        if (!cursor.chain().isEmpty()) {
            scripts.model(cursor.chain(), cursor.seen())
                    .ifPresentOrElse(
                            model -> model.declared().variables().forEach(this::variable),
                            () -> functions(cursor.chain()));
            return;
        }
        if (cursor.isWord()) {
            Word.in(cursor.where()).forEach(this::word);
        }
        switch (cursor.where()) {
            case MODEL, INPUT -> types();
            case CODE, ROOM, RESOURCE -> code(cursor);
            default -> {} // only its words stand there
        }
    }

    private void functions(List<String> chain) {
        if (chain.size() == 1) {
            plugins.functions(chain.get(0)).forEach(name -> item(name, CompletionItemKind.Method, "0", ""));
        }
    }

    private void code(Cursor cursor) {
        cursor.seen().forEach(this::variable);
        Kind wanted = cursor.block().equals("as") ? Kind.RESOURCE : Kind.ROOM;
        scripts.shared().stream()
                .map(Outlines.Found::declared)
                .filter(declared -> declared.kind() != Kind.EVENT && declared.kind() != Kind.MODEL)
                .forEach(declared -> declared(declared, declared.kind() == wanted ? "1" : "2"));
        script.declared().stream()
                .filter(own -> own.kind() == Kind.METHOD || own.kind() == Kind.CONSTANT)
                .forEach(own -> declared(own, "2"));
        plugins.names().forEach(plugin -> item(plugin, CompletionItemKind.Module, "2", "plugin"));
        Word.in(Where.PAYLOAD).forEach(this::word);
    }

    private void types() {
        Outlines.typeNames().forEach(type -> item(type, CompletionItemKind.Class, "2", ""));
        scripts.shared().stream()
                .map(Outlines.Found::declared)
                .filter(declared -> declared.kind() == Kind.MODEL)
                .forEach(model -> declared(model, "1"));
    }

    private void word(Word word) {
        CompletionItem item = item(word.name(), CompletionItemKind.Keyword, "3", word.form());
        item.setDocumentation(Either.forLeft(word.says()));
        fill(item, snippet(word.form()));
    }

    private void variable(Variable variable) {
        item(variable.name(), CompletionItemKind.Field, "0", variable.type());
    }

    private void declared(Declared declared, String rank) {
        CompletionItem item = item(declared.name(), kind(declared.kind()), rank, declared.signature());
        if (declared.signature().endsWith(")")) {
            List<Variable> parameters = declared.variables();
            fill(
                    item,
                    IntStream.range(0, parameters.size())
                            .mapToObj(i ->
                                    "${" + (i + 1) + ":" + parameters.get(i).name() + "}")
                            .collect(Collectors.joining(", ", declared.name() + "(", ")")));
        }
    }

    private static CompletionItemKind kind(Kind kind) {
        return switch (kind) {
            case EVENT -> CompletionItemKind.Event;
            case ROOM, RESOURCE -> CompletionItemKind.Function;
            case MODEL -> CompletionItemKind.Struct;
            case METHOD -> CompletionItemKind.Method;
            case CONSTANT -> CompletionItemKind.Constant;
            case CLASS -> CompletionItemKind.Class;
        };
    }

    private CompletionItem item(String name, CompletionItemKind kind, String rank, String detail) {
        CompletionItem item = new CompletionItem(name);
        item.setKind(kind);
        item.setSortText(rank + name);
        item.setDetail(detail);
        items.add(item);
        return item;
    }

    private void fill(CompletionItem item, String snippet) {
        if (takesSnippets) {
            item.setInsertText(snippet);
            item.setInsertTextFormat(InsertTextFormat.Snippet);
        }
    }

    /** The form with a place to fill in for each {@code NAME} and {@code …}. */
    private static String snippet(String form) {
        AtomicInteger places = new AtomicInteger();
        String escaped = form.replace("\\", "\\\\").replace("$", "\\$");
        return PLACE.matcher(escaped).replaceAll(place -> {
            String shown = place.group().equals("NAME") ? ":NAME" : "";
            return Matcher.quoteReplacement("${" + places.incrementAndGet() + shown + "}");
        });
    }
}
