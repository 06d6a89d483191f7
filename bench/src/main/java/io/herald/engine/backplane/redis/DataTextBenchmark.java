package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Payload;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an entry of the stream costs a node that has the room, and one that has not. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DataTextBenchmark {
    @Param({"200", "20000"})
    int length;

    private WireEntry entry = entry("");

    private static WireEntry entry(String text) {
        Payload payload = Payload.of("{\"text\":\"" + text + "\"}");
        byte[] data = DataText.write(new Broadcast("b", Namespace.ROOT, "Bench", Set.of("bench.1"), payload));
        return new WireEntry("1-0", "0123456789abcdef", 1, WireEntry.BROADCAST, Namespace.ROOT, "b", data, new byte[0]);
    }

    /** Makes the entry. */
    @Setup
    public void fill() {
        entry = entry("x".repeat(length));
    }

    @Benchmark
    public Optional<Broadcast> wanted() throws MalformedException {
        return DataText.read(entry, Audience.EVERYONE);
    }

    @Benchmark
    public Optional<Broadcast> unwanted() throws MalformedException {
        return DataText.read(entry, (namespace, room) -> false);
    }
}
