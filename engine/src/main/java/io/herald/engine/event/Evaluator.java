package io.herald.engine.event;

import io.herald.engine.model.BroadcastException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs script code on threads of its own and gives up on it in time. Code that passes its time is interrupted; code that does not heed
 * that keeps its thread, which is replaced, up to a bound. Thread-safe.
 */
public final class Evaluator implements AutoCloseable {
    private static final int MAX_STUCK = 64;
    private static final int MAX_WAITING = 1024;

    private final Limits limits;
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor clock;
    private final AtomicInteger stuck = new AtomicInteger();

    public Evaluator(Limits limits) {
        this.limits = limits;
        this.pool = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                threads("herald-script-"));
        pool.allowCoreThreadTimeOut(true);
        this.clock = new ScheduledThreadPoolExecutor(1, threads("herald-script-clock-"));
        clock.setRemoveOnCancelPolicy(true); // alarms of evaluations that ended in time must not pile up
    }

    /**
     * Runs it to its end or to the end of its time.
     *
     * @param what is run, for messages: {@code event UpdateChat}
     * @return completes on another thread; exceptionally with {@link BroadcastException}, or with what the code threw
     */
    public <T> CompletionStage<T> evaluate(String what, Callable<T> code) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Evaluation<T> evaluation = new Evaluation<>(code, result);
        try {
            Future<?> running = pool.submit(evaluation);
            Future<?> alarm = clock.schedule(
                    () -> giveUp(what, evaluation, running), limits.time().toNanos(), TimeUnit.NANOSECONDS);
            return result.whenComplete((value, failure) -> alarm.cancel(false));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new BroadcastException.Overloaded("more than " + MAX_WAITING
                    + " evaluations are waiting, and " + stuck.get() + " scripts do not end; try again later"));
            return result;
        }
    }

    /** Evaluations that passed their time and still run. */
    public int stuck() {
        return stuck.get();
    }

    private void giveUp(String what, Evaluation<?> evaluation, Future<?> running) {
        boolean late = evaluation.result.completeExceptionally(new BroadcastException.TimedOut(
                what + " did not end within " + limits.time().toMillis() + " ms; nothing was sent"));
        if (late && running.cancel(true) && evaluation.leaveBehind()) {
            resize(stuck.incrementAndGet());
        }
    }

    private synchronized void resize(int stuckNow) {
        int size = limits.threads() + Math.min(stuckNow, MAX_STUCK);
        if (size > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        } else {
            pool.setCorePoolSize(size);
            pool.setMaximumPoolSize(size);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        pool.shutdownNow();
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private enum State {
        WAITING,
        RUNNING,
        LEFT_BEHIND,
        ENDED
    }

    /** One run of the code; knows whether anybody still waits for it. */
    private final class Evaluation<T> implements Runnable {
        private final Callable<T> code;
        private final CompletableFuture<T> result;
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        Evaluation(Callable<T> code, CompletableFuture<T> result) {
            this.code = code;
            this.result = result;
        }

        @Override
        public void run() {
            state.set(State.RUNNING);
            try {
                result.complete(code.call());
            } catch (Throwable e) { // an error of a script, too, belongs to whoever asked
                result.completeExceptionally(e);
            } finally {
                if (state.getAndSet(State.ENDED) == State.LEFT_BEHIND) {
                    resize(stuck.decrementAndGet());
                }
            }
        }

        boolean leaveBehind() {
            return state.compareAndSet(State.RUNNING, State.LEFT_BEHIND);
        }
    }
}
