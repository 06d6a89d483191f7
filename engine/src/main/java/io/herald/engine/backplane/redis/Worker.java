package io.herald.engine.backplane.redis;

import io.herald.engine.log.SparingLog;
import io.herald.engine.model.BroadcastException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A thread of its own for what Redis is told and asked: one after another, in the order that was asked for; a bounded number of them may wait.
 * What fails or finds no place is counted, and told in the log. Thread-safe.
 */
final class Worker implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final long END_SECONDS = 3;

    private final String failing;
    private final int mostWaiting;
    private final ThreadPoolExecutor thread;
    private final LongAdder failures = new LongAdder();
    private final SparingLog sparing = new SparingLog(log);

    /**
     * Begins when it is first asked.
     *
     * @param name of its thread
     * @param failing what is said when it fails: {@code who is present can't be kept in Redis}
     */
    Worker(String name, String failing, int mostWaiting) {
        this.failing = failing;
        this.mostWaiting = mostWaiting;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(mostWaiting), task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Completes with what comes of it, or fails as it does; with {@link BroadcastException.Overloaded} when it finds no place. */
    <T> CompletionStage<T> ask(Callable<T> command) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> answer(command, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(refused());
        }
        return answer;
    }

    /** As {@link #ask}, for what nobody waits for. */
    @Override
    public void execute(Runnable command) {
        var unused = ask(Executors.callable(command));
    }

    private BroadcastException refused() {
        if (thread.isShutdown()) {
            return new BroadcastException.Overloaded("this node is closing: ask another");
        }
        String full = failing + ": " + mostWaiting + " commands wait already";
        failures.increment();
        sparing.warn("full", full);
        return new BroadcastException.Overloaded(full);
    }

    private <T> void answer(Callable<T> command, CompletableFuture<T> answer) {
        try {
            answer.complete(command.call());
        } catch (Exception | Error e) { // who asked must not wait for ever
            failures.increment();
            if (e instanceof JedisException) {
                sparing.warn("redis", failing + ": " + Trouble.say(e));
            } else {
                sparing.error("unexpected", failing, e);
            }
            answer.completeExceptionally(e);
        }
    }

    /** How often since the start something failed, or found no place. */
    long failures() {
        return failures.sum();
    }

    /** What waits is done first, for some seconds at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
