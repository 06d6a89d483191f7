package io.herald.server.http;

import io.herald.engine.Engine;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers a trigger of a quick event on the thread that read it, when all of it came at once: to wake another thread takes longer than the
 * trigger. What may wait for anything is answered by the pool.
 */
final class QuickTriggers extends Handler.Wrapper {
    private static final String EVENTS = "/api/events/";

    private final Engine engine;

    QuickTriggers(Engine engine) {
        this.engine = engine;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!isTriggerOfQuickEvent(request)) {
            later(request, response, callback);
            return true;
        }
        Begun begun = new Begun(request, callback);
        if (begun.isWhole()) {
            return super.handle(begun, response, begun);
        }
        later(begun, response, begun);
        return true;
    }

    private boolean isTriggerOfQuickEvent(Request request) {
        String path = Request.getPathInContext(request);
        return path.startsWith(EVENTS)
                && HttpMethod.POST.is(request.getMethod())
                && !request.getHeaders().contains("Idempotency-Key")
                && engine.isQuick(path.substring(EVENTS.length()));
    }

    private void later(Request request, Response response, Callback callback) {
        request.getContext().execute(() -> {
            try {
                if (!super.handle(request, response, callback)) {
                    Response.writeError(request, response, callback, 404);
                }
            } catch (Throwable e) { // whatever it is, its client is to be answered
                Response.writeError(request, response, callback, e);
            }
        });
    }

    /** A request of which what has come of its body was taken, and is given again. */
    private static final class Begun extends Request.Wrapper implements Callback {
        private final Callback callback;
        private final AtomicReference<Content.@Nullable Chunk> first;
        private final boolean isWhole;

        Begun(Request request, Callback callback) {
            super(request);
            this.callback = callback;
            Content.Chunk chunk = request.read();
            this.first = new AtomicReference<>(chunk);
            this.isWhole = chunk != null && chunk.remaining() == request.getLength();
        }

        boolean isWhole() {
            return isWhole;
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk chunk = first.getAndSet(null);
            return chunk != null ? chunk : super.read();
        }

        /** What was taken is there to be read: nobody below waits for what comes after it. */
        @Override
        public void demand(Runnable available) {
            if (first.get() == null) {
                super.demand(available);
            } else {
                available.run();
            }
        }

        @Override
        public void fail(Throwable failure) {
            release();
            super.fail(failure);
        }

        @Override
        public void fail(Throwable failure, boolean last) {
            release();
            super.fail(failure, last);
        }

        @Override
        public void succeeded() {
            release();
            callback.succeeded();
        }

        @Override
        public void failed(Throwable failure) {
            release();
            callback.failed(failure);
        }

        @Override
        public InvocationType getInvocationType() {
            return callback.getInvocationType();
        }

        private void release() {
            Content.Chunk unread = first.getAndSet(null);
            if (unread != null) {
                unread.release();
            }
        }
    }
}
