package io.herald.engine.backplane.redis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says when a loop shall end, and cuts its pauses short then. Thread-safe. */
final class Lifetime {
    private final CountDownLatch end = new CountDownLatch(1);

    void end() {
        end.countDown();
    }

    boolean ended() {
        return end.getCount() == 0;
    }

    /** Returns whether the end came meanwhile. */
    boolean pause(long millis) throws InterruptedException {
        return end.await(millis, TimeUnit.MILLISECONDS);
    }
}
