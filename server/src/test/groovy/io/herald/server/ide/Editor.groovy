package io.herald.server.ide

import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import org.eclipse.lsp4j.ClientCapabilities
import org.eclipse.lsp4j.CompletionCapabilities
import org.eclipse.lsp4j.CompletionItem
import org.eclipse.lsp4j.CompletionItemCapabilities
import org.eclipse.lsp4j.CompletionParams
import org.eclipse.lsp4j.DefinitionParams
import org.eclipse.lsp4j.Diagnostic
import org.eclipse.lsp4j.DidChangeTextDocumentParams
import org.eclipse.lsp4j.DidCloseTextDocumentParams
import org.eclipse.lsp4j.DidOpenTextDocumentParams
import org.eclipse.lsp4j.DocumentSymbolParams
import org.eclipse.lsp4j.HoverParams
import org.eclipse.lsp4j.InitializeParams
import org.eclipse.lsp4j.InitializeResult
import org.eclipse.lsp4j.InitializedParams
import org.eclipse.lsp4j.MessageActionItem
import org.eclipse.lsp4j.MessageParams
import org.eclipse.lsp4j.Position
import org.eclipse.lsp4j.PublishDiagnosticsParams
import org.eclipse.lsp4j.ShowMessageRequestParams
import org.eclipse.lsp4j.TextDocumentClientCapabilities
import org.eclipse.lsp4j.TextDocumentContentChangeEvent
import org.eclipse.lsp4j.TextDocumentIdentifier
import org.eclipse.lsp4j.TextDocumentItem
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier
import org.eclipse.lsp4j.launch.LSPLauncher
import org.eclipse.lsp4j.services.LanguageClient
import org.eclipse.lsp4j.services.LanguageServer

/** LSP4J's own client, as an editor drives it: a `|` in a text is where its cursor stands. */
class Editor implements LanguageClient {
    private final Path folder
    private final LanguageServer server
    private final Map<String, List<Diagnostic>> diagnostics = new ConcurrentHashMap<>()
    private final Map<String, Position> cursors = [:]

    Editor(InputStream fromServer, OutputStream toServer, Path folder) {
        this.folder = folder
        def launcher = LSPLauncher.createClientLauncher(this, fromServer, toServer)
        server = launcher.remoteProxy
        launcher.startListening()
    }

    InitializeResult begin(Integer processId = null) {
        ClientCapabilities able = new ClientCapabilities(textDocument: new TextDocumentClientCapabilities(
                completion: new CompletionCapabilities(new CompletionItemCapabilities(true))))
        InitializeResult result = answer(server.initialize(new InitializeParams(processId: processId, capabilities: able)))
        server.initialized(new InitializedParams())
        result
    }

    void open(String name, String text) {
        server.textDocumentService.didOpen(
                new DidOpenTextDocumentParams(new TextDocumentItem(uri(name), "groovy", 1, placed(name, text))))
    }

    void change(String name, String text) {
        server.textDocumentService.didChange(new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri(name), 2), [new TextDocumentContentChangeEvent(placed(name, text))]))
    }

    void close(String name) {
        server.textDocumentService.didClose(new DidCloseTextDocumentParams(document(name)))
    }

    List<CompletionItem> complete(String name) {
        answer(server.textDocumentService.completion(new CompletionParams(document(name), cursors[name]))).getLeft()
                .toSorted { it.sortText }
    }

    String hover(String name) {
        answer(server.textDocumentService.hover(new HoverParams(document(name), cursors[name])))?.contents?.getRight()?.value
    }

    /** `rooms.groovy:3:6`, counted from 1; null where there is none. */
    String definition(String name) {
        answer(server.textDocumentService.definition(new DefinitionParams(document(name), cursors[name]))).getLeft()
                .collect { "${folder.relativize(Path.of(URI.create(it.uri)))}:${it.range.start.line + 1}:${it.range.start.character + 1}" as String }[0]
    }

    List<String> symbols(String name) {
        answer(server.textDocumentService.documentSymbol(new DocumentSymbolParams(document(name))))
                .collect { "${it.getRight().detail} ${it.getRight().name}" as String }
    }

    /** `1:25-34 message` of a script, lines and columns counted from 1; null before the first was told. */
    List<String> wrong(String name) {
        diagnostics[uri(name)]?.collect {
            "${it.range.start.line + 1}:${it.range.start.character + 1}-${it.range.end.character + 1} ${it.message.getLeft()}" as String
        }
    }

    void shutdown() { answer(server.shutdown()) }

    void exit() { server.exit() }

    private String uri(String name) { folder.resolve(name).toUri().toString() }

    private TextDocumentIdentifier document(String name) { new TextDocumentIdentifier(uri(name)) }

    private String placed(String name, String text) {
        int at = text.indexOf("|")
        if (at < 0) {
            return text
        }
        List<String> before = text.substring(0, at).split("\n", -1) as List
        cursors[name] = new Position(before.size() - 1, before.last().length())
        text.substring(0, at) + text.substring(at + 1)
    }

    private static <T> T answer(CompletableFuture<T> answer) { answer.get(30, TimeUnit.SECONDS) }

    @Override
    void publishDiagnostics(PublishDiagnosticsParams told) { diagnostics[told.uri] = told.diagnostics }

    @Override
    void telemetryEvent(Object event) {}

    @Override
    void showMessage(MessageParams message) {}

    @Override
    CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams request) {
        CompletableFuture.completedFuture(null)
    }

    @Override
    void logMessage(MessageParams message) {}
}
