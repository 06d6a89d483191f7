package io.herald.engine.backplane.redis;

import io.herald.engine.log.SparingLog;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** Does what talks with other nodes, one after another on a thread of its own; a bounded number of them may wait. Thread-safe. */
final class Talker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Talker.class);
    private static final int MAX_WAITING = 1_000;

    private final SparingLog sparing = new SparingLog(log);
    private final ThreadPoolExecutor talking =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                Thread thread = new Thread(task, "herald-redis-cluster");
                thread.setDaemon(true);
                return thread;
            });

    /** @throws RejectedExecutionException when too many wait already, or it is closed */
    void ask(Runnable task) {
        talking.execute(task);
    }

    /** What can't be said is told in the log. */
    void answer(Runnable task) {
        try {
            talking.execute(() -> say(task));
        } catch (RejectedExecutionException e) {
            sparing.warn("busy", "other nodes ask more than can be answered");
        }
    }

    private void say(Runnable task) {
        try {
            task.run();
        } catch (JedisException e) {
            sparing.warn("answer", "another node can't be answered: " + Trouble.say(e));
        } catch (RuntimeException | Error e) {
            sparing.error("unexpected", "a question of another node could not be answered", e);
        }
    }

    @Override
    public void close() {
        talking.shutdownNow();
    }
}
