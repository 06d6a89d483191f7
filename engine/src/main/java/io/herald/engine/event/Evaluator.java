package io.herald.engine.event;

import com.sun.management.ThreadMXBean;
import io.herald.engine.model.BroadcastException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs script code, on threads of its own or on its caller's, and gives up on it in time. Short code runs on as many threads as there are processors; code that
 * takes longer gets more of them, up to the limit. Code that passes its time, or is seen to have made too many objects, is interrupted; code that does not heed that keeps its thread,
 * which is replaced, up to a bound. Thread-safe.
 */
public final class Evaluator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Evaluator.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final int MAX_STUCK = 64;
    private static final int MAX_WAITING = 1024;
    private static final long LONGEST_TICK_MILLIS = 20;

    private final Limits limits;
    private final int usualThreads;
    private final ThreadPoolExecutor pool;
    private final Thread clock;
    private final Set<Evaluation<?>> pending = ConcurrentHashMap.newKeySet();
    private final AtomicInteger stuck = new AtomicInteger();

    public Evaluator(Limits limits) {
        this.limits = limits;
        this.usualThreads =
                Math.min(limits.threads(), Math.max(2, Runtime.getRuntime().availableProcessors()));
        this.pool = new ThreadPoolExecutor(
                usualThreads,
                usualThreads,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                threads("herald-script-"));
        pool.allowCoreThreadTimeOut(true);
        this.clock = threads("herald-script-clock-").newThread(this::watch);
        clock.start();
    }

    /**
     * Runs it to its end or to the end of its time.
     *
     * @param what is run, for messages: {@code event UpdateChat}
     * @return completes on another thread; exceptionally with {@link BroadcastException}, or with what the code threw
     */
    public <T> CompletionStage<T> evaluate(String what, Callable<T> code) {
        Evaluation<T> evaluation = new Evaluation<>(what, code);
        pending.add(evaluation);
        try {
            pool.execute(evaluation);
        } catch (RejectedExecutionException e) {
            pending.remove(evaluation);
            evaluation.result.completeExceptionally(new BroadcastException.Overloaded("more than " + MAX_WAITING
                    + " evaluations are waiting, and " + stuck.get() + " scripts do not end; try again later"));
        }
        return evaluation.result;
    }

    /**
     * Runs it as {@link #evaluate} does, but on this thread: what passes its limits is interrupted, yet holds this thread until it ends.
     *
     * @return has completed
     */
    public <T> CompletionStage<T> evaluateHere(String what, Callable<T> code) {
        Evaluation<T> evaluation = new Evaluation<>(what, code);
        pending.add(evaluation);
        evaluation.run();
        return evaluation.result;
    }

    /** Evaluations that passed their time and still run. */
    public int stuck() {
        return stuck.get();
    }

    /** Not by a timer: this runs fifty times a second on a node that does nothing else, and a timer is most of what it would cost. */
    private void watch() {
        long tick = Math.max(1, Math.min(LONGEST_TICK_MILLIS, limits.time().toMillis() / 4));
        while (!pool.isShutdown()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(tick));
            try {
                tick();
            } catch (Throwable e) { // without heap, too, the next tick is to come
                log.error("running scripts were not watched for {} ms", tick, e);
            }
        }
    }

    /** Gives up on those that passed their time, and sees to it that those that take longer keep nobody waiting. */
    private void tick() {
        long now = System.nanoTime();
        int slow = 0;
        for (Evaluation<?> evaluation : pending) {
            if (now - evaluation.askedAt >= limits.time().toNanos()) {
                evaluation.giveUp(evaluation.overTime());
            } else if (evaluation.allocated() > limits.maxAllocatedBytes()) {
                evaluation.giveUp(evaluation.overMemory());
            } else if (evaluation.isSeenAgain()) {
                slow++;
            }
        }
        resize(Math.min(limits.threads(), usualThreads + slow) + Math.min(stuck.get(), MAX_STUCK));
    }

    private void resize(int size) {
        if (size > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        } else if (size < pool.getCorePoolSize()) {
            pool.setCorePoolSize(size);
            pool.setMaximumPoolSize(size);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        LockSupport.unpark(clock);
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
        ABANDONED,
        ENDED
    }

    /** One run of the code; knows whether anybody still waits for it. */
    private final class Evaluation<T> implements Runnable {
        private final String what;
        private final Callable<T> code;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final long askedAt = System.nanoTime();
        private State state = State.WAITING;
        private @Nullable Thread runner;
        private long allocatedBefore;
        private boolean isSeen; // by the clock, running

        Evaluation(String what, Callable<T> code) {
            this.what = what;
            this.code = code;
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            try {
                T value = code.call();
                if (endsInTime()) {
                    result.complete(value);
                }
            } catch (Throwable e) { // an error of a script, too, belongs to whoever asked
                if (endsInTime()) {
                    result.completeExceptionally(e);
                }
            }
        }

        private synchronized boolean begin() {
            if (state != State.WAITING) {
                return false;
            }
            state = State.RUNNING;
            runner = Thread.currentThread();
            allocatedBefore = THREADS.getThreadAllocatedBytes(runner.getId());
            return true;
        }

        /** Notes its end; returns whether its caller still waits for it. Either this or {@link #isGivenUp} tells the caller, never both. */
        private synchronized boolean endsInTime() {
            boolean isAwaited = state == State.RUNNING;
            if (!isAwaited) {
                stuck.decrementAndGet();
                var unused = Thread.interrupted(); // it was meant for the code
            }
            state = State.ENDED;
            runner = null;
            pending.remove(this);
            return isAwaited;
        }

        synchronized boolean isSeenAgain() {
            boolean wasSeen = isSeen;
            isSeen = state == State.RUNNING;
            return wasSeen && isSeen;
        }

        void giveUp(BroadcastException why) {
            pending.remove(this);
            if (isGivenUp()) {
                result.completeExceptionally(why);
            }
        }

        synchronized BroadcastException overTime() {
            long millis = limits.time().toMillis();
            return state == State.WAITING
                    ? new BroadcastException.Overloaded(
                            what + " waited " + millis + " ms for a thread; try again later")
                    : new BroadcastException.TimedOut(what + " did not end within " + millis + " ms; nothing was sent");
        }

        BroadcastException overMemory() {
            return new BroadcastException.TooMuchMemory(what + " made more than " + (limits.maxAllocatedBytes() >> 20)
                    + " MB of objects; nothing was sent");
        }

        /** Bytes of all objects made since it began, about. */
        synchronized long allocated() {
            return runner == null ? 0 : THREADS.getThreadAllocatedBytes(runner.getId()) - allocatedBefore;
        }

        private synchronized boolean isGivenUp() {
            if (state == State.ENDED) {
                return false;
            }
            if (runner != null) {
                stuck.incrementAndGet();
                runner.interrupt();
            }
            state = State.ABANDONED;
            return true;
        }
    }
}
