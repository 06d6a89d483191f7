package io.herald.server.ide;

import io.herald.dsl.HostOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageProducer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.ConcurrentMessageProcessor;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageProducer;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks with one editor over a pair of streams. */
public final class Session {
    private static final Logger log = LoggerFactory.getLogger(Session.class);
    private static final int MAX_MESSAGE = 16 << 20; // bytes; the longest script in JSON is far below

    private Session() {}

    /**
     * Serves an editor until it says {@code exit}, ends its stream, or its process is gone.
     *
     * @param version of this build, as the editor is told it
     * @return whether the editor asked to shut down before, as the protocol wants it
     */
    public static boolean serve(InputStream in, OutputStream out, Path folder, HostOptions options, String version) {
        ExecutorService reader = Executors.newCachedThreadPool(Session::thread);
        CompletableFuture<LanguageClient> editor = new CompletableFuture<>();
        try (ScriptLanguage language = new ScriptLanguage(folder, options, version, editor)) {
            Launcher<LanguageClient> launcher = new Bounded(in)
                    .setLocalService(language)
                    .setRemoteInterface(LanguageClient.class)
                    .setInput(in)
                    .setOutput(out)
                    .setExecutorService(reader)
                    .setExceptionHandler(Session::failed)
                    .wrapMessages(Session::carried)
                    .create();
            editor.complete(launcher.getRemoteProxy());
            var listening = launcher.startListening();
            reader.execute(() -> {
                try {
                    listening.get();
                } catch (Exception e) {
                    // whatever ended it, it has ended
                } finally {
                    language.end();
                }
            });
            return language.awaitEnd();
        } finally {
            reader.shutdownNow();
        }
    }

    /** An editor is told in one line what went wrong, and the log the rest. */
    private static ResponseError failed(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof InvocationTargetException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ResponseErrorException told) {
            return told.getResponseError();
        }
        log.error("a request of the editor failed", cause);
        String message = "the request failed (" + cause.getClass().getSimpleName() + "); Herald's log says more";
        return new ResponseError(ResponseErrorCode.InternalError, message, null);
    }

    /** LSP4J gives what it could not read along, as exceptions; and it takes an editor that is gone for a failure of each message to it. */
    private static MessageConsumer carried(MessageConsumer consumer) {
        return message -> {
            if (message instanceof ResponseMessage answer && answer.getError() != null) {
                answer.getError().setData(null);
            }
            try {
                consumer.consume(message);
            } catch (JsonRpcException e) {
                if (!(e.getCause() instanceof IOException)) {
                    throw e;
                }
                log.debug("the editor is gone", e); // the end of its own messages ends the session
            }
        };
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "herald-editor");
        thread.setDaemon(true);
        return thread;
    }

    /** Reads no message that is larger than any should be: the stream is out of step then, and the session ends. */
    private static final class Bounded extends Launcher.Builder<LanguageClient> {
        private final InputStream in;
        private @Nullable MessageJsonHandler json;
        private @Nullable RemoteEndpoint endpoint;

        Bounded(InputStream in) {
            this.in = in;
        }

        @Override
        protected RemoteEndpoint createRemoteEndpoint(MessageJsonHandler ofAll) {
            json = ofAll;
            endpoint = super.createRemoteEndpoint(ofAll);
            return endpoint;
        }

        @Override
        protected ConcurrentMessageProcessor createMessageProcessor(
                MessageProducer unbounded, MessageConsumer consumer, LanguageClient editor) {
            return super.createMessageProcessor(
                    new StreamMessageProducer(in, json, endpoint) {
                        @Override
                        protected boolean handleMessage(InputStream input, Headers headers) {
                            return headers.contentLength <= MAX_MESSAGE && super.handleMessage(input, headers);
                        }
                    },
                    consumer,
                    editor);
        }
    }
}
