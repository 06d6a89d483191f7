package io.herald.dsl;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs work that may never end. One that overruns is interrupted; if it does not heed that, it is left behind on its thread, which the
 * JDK gives no means to stop: at most {@value #LEFT_BEHIND} of them, then no further work is begun. Thread-safe.
 */
final class TimeBound {
    private static final int LEFT_BEHIND = 8;

    private final Semaphore threads = new Semaphore(LEFT_BEHIND);

    /** The work took too long. */
    static final class Overrun extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<StackTraceElement> at;

        Overrun(String message, List<StackTraceElement> at) {
            super(message);
            this.at = at;
        }

        /** Where it was at that moment, innermost first. */
        List<StackTraceElement> at() {
            return at;
        }
    }

    /**
     * Runs the work on a thread of its own and waits for it.
     *
     * @throws Overrun when the time is over or no thread is left
     * @throws ExecutionException with what the work threw
     * @throws InterruptedException when the caller is interrupted; the work is too
     */
    <T> T run(Callable<T> work, Duration atMost) throws Overrun, ExecutionException, InterruptedException {
        if (!threads.tryAcquire()) {
            throw new Overrun(
                    "was not tried: " + LEFT_BEHIND + " earlier loads have not ended; restart Herald", List.of());
        }
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(() -> runAndRelease(task), "herald-scripts-load");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            List<StackTraceElement> at = List.of(thread.getStackTrace());
            throw new Overrun("did not load within " + atMost.toMillis() + " ms", at);
        } finally {
            task.cancel(true);
        }
    }

    private void runAndRelease(Runnable task) {
        try {
            task.run();
        } finally {
            threads.release();
        }
    }
}
