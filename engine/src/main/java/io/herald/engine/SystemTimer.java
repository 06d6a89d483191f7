package io.herald.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clocks, and a thread of its own. */
final class SystemTimer implements Timer {
    private static final Logger log = LoggerFactory.getLogger(SystemTimer.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread timer = new Thread(task, "herald-timer");
        timer.setDaemon(true);
        return timer;
    });

    SystemTimer() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void after(Duration time, Runnable task) {
        try {
            ScheduledFuture<?> unused = thread.schedule(() -> run(task), time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("it is closed: a task is dropped");
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("a task of the timer failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
