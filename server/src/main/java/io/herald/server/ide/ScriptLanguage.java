package io.herald.server.ide;

import io.herald.dsl.HostOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.WorkspaceService;

/** One editor's session, from its first message to its last. Thread-safe. */
final class ScriptLanguage implements LanguageServer, WorkspaceService, AutoCloseable {
    private final String version;
    private final OpenScripts scripts;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean isShutDown;

    /** @param version of this build, as the editor is told it */
    ScriptLanguage(Path folder, HostOptions options, String version, CompletableFuture<LanguageClient> editor) {
        this.version = version;
        this.scripts = new OpenScripts(folder, options, editor);
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams given) {
        Optional.ofNullable(given.getProcessId()).flatMap(ProcessHandle::of).ifPresent(this::endWith);
        scripts.takesSnippets(takesSnippets(given.getCapabilities()));
        ServerCapabilities capabilities = new ServerCapabilities();
        capabilities.setTextDocumentSync(TextDocumentSyncKind.Full);
        capabilities.setCompletionProvider(new CompletionOptions(false, List.of(".")));
        capabilities.setHoverProvider(true);
        capabilities.setDefinitionProvider(true);
        capabilities.setDocumentSymbolProvider(true);
        return CompletableFuture.completedFuture(new InitializeResult(capabilities, new ServerInfo("Herald", version)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void endWith(ProcessHandle editor) {
        editor.onExit().thenRun(this::end);
    }

    private static boolean takesSnippets(ClientCapabilities given) {
        return Optional.ofNullable(given)
                .map(ClientCapabilities::getTextDocument)
                .map(TextDocumentClientCapabilities::getCompletion)
                .map(CompletionCapabilities::getCompletionItem)
                .map(CompletionItemCapabilities::getSnippetSupport)
                .orElse(false);
    }

    @Override
    public void initialized(InitializedParams given) {
        scripts.changed();
    }

    @Override
    public CompletableFuture<Object> shutdown() {
        isShutDown = true;
        scripts.close();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void exit() {
        end();
    }

    /** The editor is gone, or said goodbye. */
    void end() {
        ended.complete(isShutDown);
    }

    /** Blocks until the session ends; returns whether the editor asked for it first, as it should. */
    boolean awaitEnd() {
        return ended.join();
    }

    @Override
    public OpenScripts getTextDocumentService() {
        return scripts;
    }

    @Override
    public WorkspaceService getWorkspaceService() {
        return this;
    }

    @Override
    public void didChangeConfiguration(DidChangeConfigurationParams given) {
        // there is nothing to configure
    }

    @Override
    public void didChangeWatchedFiles(DidChangeWatchedFilesParams given) {
        scripts.changed();
    }

    @Override
    public void close() {
        scripts.close();
    }
}
