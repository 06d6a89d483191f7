package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
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

/** What a broadcast costs once, however many clients it has: its text as one WebSocket frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
    @Param({"200", "20000"})
    int length;

    private String text = "";

    /** Makes the text. */
    @Setup
    public void fill() {
        text = "42[\"Bench\",\"" + "x".repeat(length) + "\"]";
    }

    /** From text to bytes on their way. */
    @Benchmark
    public int frame() {
        ByteBuf frame = Message.text(text).frame(ByteBufAllocator.DEFAULT);
        int bytes = frame.readableBytes();
        frame.release();
        return bytes;
    }
}
