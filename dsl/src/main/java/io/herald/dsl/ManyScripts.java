package io.herald.dsl;

import io.herald.dsl.ScriptCompiler.Compilation;
import io.herald.dsl.text.SourceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Compiles scripts: a few one after the other, many on all processors. */
final class ManyScripts {
    private static final int FEW = 8; // a thread costs more than they do

    private ManyScripts() {}

    /**
     * What became of each, by path. When this thread is interrupted, so are those that compile.
     *
     * @throws IllegalStateException when it was interrupted; it still is
     */
    static Map<String, Compilation> compile(List<SourceText> sources, Surroundings surroundings) {
        Map<String, Compilation> compiled = new LinkedHashMap<>();
        if (sources.size() <= FEW) {
            sources.forEach(source -> compiled.put(source.path(), ScriptCompiler.compile(source, surroundings)));
            return compiled;
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), ManyScripts::thread);
        try {
            Map<String, Future<Compilation>> running = new LinkedHashMap<>();
            sources.forEach(source ->
                    running.put(source.path(), threads.submit(() -> ScriptCompiler.compile(source, surroundings))));
            for (Map.Entry<String, Future<Compilation>> each : running.entrySet()) {
                compiled.put(each.getKey(), each.getValue().get());
            }
            return compiled;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the load was stopped", e);
        } catch (ExecutionException e) {
            throw broken(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            threads.shutdownNow();
        }
    }

    /** What a compiler threw beside its problems is no script's fault that is known here: the load breaks down with it. */
    private static RuntimeException broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "herald-scripts-compile");
        thread.setDaemon(true);
        return thread;
    }
}
