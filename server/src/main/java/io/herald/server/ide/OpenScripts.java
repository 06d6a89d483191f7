package io.herald.server.ide;

import io.herald.dsl.Drafts;
import io.herald.dsl.HostOptions;
import io.herald.dsl.Plugins;
import io.herald.dsl.text.Outline;
import io.herald.dsl.text.Outline.Declared;
import io.herald.dsl.text.Outline.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/** Answers an editor about the scripts it has open. Others it may have open are none of ours: of them nothing is known. Thread-safe. */
final class OpenScripts implements TextDocumentService, AutoCloseable {
    private final Path folder;
    private final Desk desk;
    private final Map<String, String> uris = new ConcurrentHashMap<>(); // of what is open, by path
    private final ExecutorService answers = Executors.newSingleThreadExecutor(OpenScripts::thread);
    private final Plugins plugins;
    private volatile boolean takesSnippets;

    /** @param editor who is told what is wrong */
    OpenScripts(Path folder, HostOptions options, CompletableFuture<LanguageClient> editor) {
        this.folder = real(folder);
        this.plugins = options.plugins();
        CompletableFuture<Diagnoses> diagnoses = editor.thenApply(client -> new Diagnoses(client, this::uri));
        this.desk = new Desk(
                this.folder, options, (texts, problems) -> diagnoses.join().show(texts, problems));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "herald-answers");
        thread.setDaemon(true);
        return thread;
    }

    void takesSnippets(boolean whether) {
        takesSnippets = whether;
    }

    /** Files are others than before. */
    void changed() {
        desk.changed();
    }

    @Override
    public void didOpen(DidOpenTextDocumentParams given) {
        put(given.getTextDocument().getUri(), given.getTextDocument().getText());
    }

    @Override
    public void didChange(DidChangeTextDocumentParams given) {
        given.getContentChanges()
                .forEach(change -> put(given.getTextDocument().getUri(), change.getText())); // each is the whole text
    }

    private void put(String uri, String text) {
        path(uri).ifPresent(path -> {
            uris.put(path, uri);
            desk.put(path, text);
        });
    }

    @Override
    public void didClose(DidCloseTextDocumentParams given) {
        path(given.getTextDocument().getUri()).ifPresent(path -> {
            desk.remove(path);
            uris.remove(path);
        });
    }

    @Override
    public void didSave(DidSaveTextDocumentParams given) {
        desk.changed();
    }

    @Override
    public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(CompletionParams given) {
        return answer(
                        given,
                        (script, offset) ->
                                new Completions(script, desk.with(script), plugins, takesSnippets).at(offset))
                .thenApply(items -> Either.forLeft(items.orElse(List.of())));
    }

    @Override
    public CompletableFuture<@Nullable Hover> hover(HoverParams given) {
        return answer(given, this::meaning)
                .thenApply(meaning -> meaning.flatMap(found -> found)
                        .map(found -> new Hover(new MarkupContent(MarkupKind.MARKDOWN, found.says())))
                        .orElse(null));
    }

    @Override
    public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> definition(
            DefinitionParams given) {
        return answer(given, this::meaning)
                .thenApply(meaning -> Either.forLeft(meaning.flatMap(found -> found)
                        .flatMap(found -> found.in().map(script -> location(script, found)))
                        .map(List::of)
                        .orElse(List.of())));
    }

    private Optional<Meaning> meaning(Outline script, int offset) {
        return Meaning.at(script, offset, desk.with(script));
    }

    private Location location(Outline script, Meaning found) {
        return new Location(
                uri(script.path()), Positions.range(script.text(), found.at(), found.at() + found.length()));
    }

    @Override
    public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
            DocumentSymbolParams given) {
        Optional<Draft> draft = draft(given.getTextDocument());
        return CompletableFuture.supplyAsync(
                () -> draft.map(Draft::outline).stream()
                        .flatMap(script -> script.declared().stream().map(declared -> symbol(script.text(), declared)))
                        .map(Either::<SymbolInformation, DocumentSymbol>forRight)
                        .toList(),
                answers);
    }

    private static DocumentSymbol symbol(String text, Declared declared) {
        return new DocumentSymbol(
                declared.name(),
                kind(declared.kind()),
                Positions.range(text, declared.start(), declared.end()),
                Positions.range(
                        text, declared.at(), declared.at() + declared.name().length()),
                declared.kind().word());
    }

    private static SymbolKind kind(Kind kind) {
        return switch (kind) {
            case EVENT -> SymbolKind.Event;
            case ROOM, RESOURCE -> SymbolKind.Function;
            case MODEL -> SymbolKind.Struct;
            case METHOD -> SymbolKind.Method;
            case CONSTANT -> SymbolKind.Constant;
            case CLASS -> SymbolKind.Class;
        };
    }

    /** Asks of the text as it is now; the answer is made elsewhere, so that the reader of messages is free. */
    private <T> CompletableFuture<Optional<T>> answer(
            TextDocumentPositionParams given, BiFunction<Outline, Integer, T> question) {
        Optional<Draft> draft = draft(given.getTextDocument());
        return CompletableFuture.supplyAsync(
                () -> draft.map(Draft::outline)
                        .map(script -> question.apply(script, Positions.offset(script.text(), given.getPosition()))),
                answers);
    }

    private Optional<Draft> draft(TextDocumentIdentifier document) {
        return path(document.getUri()).flatMap(path -> desk.text(path).map(text -> new Draft(path, text)));
    }

    /** The text of an open script as it was when the editor asked. */
    private record Draft(String path, String text) {
        Outline outline() {
            return Outline.of(path, text);
        }
    }

    /** As the editor names it, or as a file is named. */
    private String uri(String path) {
        return uris.getOrDefault(path, folder.resolve(path).toUri().toString());
    }

    /** Of a script of the folder, relative to it. */
    private Optional<String> path(String uri) {
        try {
            Path file = Path.of(URI.create(uri));
            Path parent = file.getParent();
            Path real = parent == null ? file : real(parent).resolve(file.getFileName());
            String path = folder.relativize(real).toString().replace('\\', '/');
            return real.startsWith(folder) && Drafts.isScript(path) ? Optional.of(path) : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty(); // no file at all: untitled:Untitled-1
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }

    @Override
    public void close() {
        desk.close();
        answers.shutdownNow();
    }
}
