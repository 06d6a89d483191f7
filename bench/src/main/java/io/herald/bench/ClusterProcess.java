package io.herald.bench;

import java.io.IOException;
import java.util.List;

/** Two servers over one Redis: the first is triggered, the clients are the second's. What they cost has Redis in it. */
record ClusterProcess(ServerProcess first, ServerProcess second, RedisProcess redis) implements Served {
    @Override
    public int triggerPort() throws IOException {
        return first.triggerPort();
    }

    @Override
    public int socketPort() throws IOException {
        return second.socketPort();
    }

    @Override
    public List<Long> pids() {
        return List.of(first.pid(), second.pid());
    }

    @Override
    public double cpuMicros() throws IOException {
        return first.cpuMicros() + second.cpuMicros() + redis.cpuMicros();
    }
}
