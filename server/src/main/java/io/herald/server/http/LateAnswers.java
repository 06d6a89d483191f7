package io.herald.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;

/**
 * Gives answers once they are there, on the thread that brings them: it may be the one that reads the cluster's stream, so it never waits
 * for a client to take its answer. Thread-safe.
 */
final class LateAnswers {
    private static final int AT_ONCE_BYTES =
            8 << 10; // what Jetty puts into its buffer, and writes when the request is done

    private final Failures failures;

    LateAnswers(Failures failures) {
        this.failures = failures;
    }

    /** @param answer puts what the work brought into the request, when it did not fail */
    <T> void give(Context request, CompletionStage<? extends T> work, Consumer<T> answer) {
        CompletableFuture<Context> answered = work.handle((brought, failure) -> {
                    if (failure == null) {
                        answer.accept(brought);
                    } else {
                        failures.answer(request, failure);
                    }
                    return request;
                })
                .toCompletableFuture();
        if (!isWritableAtOnce(answered)) {
            request.future(() -> answered.thenCompose(LateAnswers::write));
        }
    }

    /** Whether Javalin may write it when the handler returns: it is there, and goes into the buffer of the answer. */
    private static boolean isWritableAtOnce(CompletableFuture<Context> answered) {
        return answered.isDone() && !answered.isCompletedExceptionally() && length(answered.join()) <= AT_ONCE_BYTES;
    }

    private static int length(Context request) {
        try {
            return request.resultInputStream().available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Javalin, which finds nothing left to write, would wait until the client has taken all but the last few kilobytes.
     *
     * @return never completes when the client is gone: Jetty has ended the request then, and Javalin would handle the failure to answer it without an end
     */
    private static CompletionStage<?> write(Context request) {
        CompletableFuture<?> end = new CompletableFuture<>();
        try {
            ByteBuffer body = ByteBuffer.wrap(request.resultInputStream().readAllBytes());
            HttpOutput output = (HttpOutput) request.res().getOutputStream();
            output.sendContent(body, Callback.from(() -> end.complete(null), gone -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end;
    }
}
