package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import io.herald.engine.auth.ClientAuth;
import io.herald.engine.model.Namespace;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a broadcast costs for each client before the kernel has it, beside writing to the bare channels; a lone one, to 1,000 clients. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FanOutBenchmark {
    private static final int CLIENTS = 1_000;
    private static final Message MESSAGE = Message.text("42[\"Bench\",\"" + "x".repeat(200) + "\"]");

    private final EventLoop loop = new DefaultEventLoop();
    private final List<SilentChannel> channels = new ArrayList<>();
    private final FanOut fanOut = new FanOut(1 << 18, new BufferMemory());
    private Roster roster = Roster.NOBODY;

    /** Opens the connections. */
    @Setup
    public void open() throws Exception {
        SocketIoSettings settings = new SocketIoSettings("127.0.0.1", 0, List.of());
        Configuration configuration = new Configuration();
        WireContext wire = new WireContext(
                settings, configuration, new NamespacesHub(configuration), ClientAuth.ANONYMOUS, SocketPackets::new);
        List<ClientSocket> sockets = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            SilentChannel channel = new SilentChannel();
            ReceivedBytes received = new ReceivedBytes(wire, channel);
            channel.pipeline()
                    .addLast(received)
                    .addLast(new WebSocket13FrameDecoder(
                            WebSocketDecoderConfig.newBuilder().build()))
                    .addLast(new WebSocket13FrameEncoder(false))
                    .addLast(new MessageAssembler(new Reading(channel), 1_000_000, false))
                    .addLast(new ClientConnection(wire, received, false));
            loop.register(channel).sync();
            EngineSession session =
                    new EngineSession(wire, "id" + number, new HandshakeData(), Transport.WEBSOCKET, Map.of(), loop);
            loop.submit(() -> session.opened(channel)).sync();
            sockets.add(new ClientSocket(session, Namespace.ROOT, "id" + number, "key" + number, Optional.empty()));
            channels.add(channel);
        }
        roster = Roster.of(sockets);
    }

    /** As a broadcast is delivered. */
    @Benchmark
    @OperationsPerInvocation(CLIENTS)
    public Object fanOut() throws Exception {
        fanOut.send(MESSAGE, roster);
        return loop.submit(() -> {}).get();
    }

    /** As little as there is to do with Netty. */
    @Benchmark
    @OperationsPerInvocation(CLIENTS)
    public Object bare() throws Exception {
        return loop.submit(() -> {
                    ByteBuf frame = MESSAGE.frame(ByteBufAllocator.DEFAULT);
                    for (SilentChannel channel : channels) {
                        var unused = channel.writeAndFlush(frame.retainedDuplicate(), channel.voidPromise());
                    }
                    frame.release();
                })
                .get();
    }

    /** Lets the thread go. */
    @TearDown
    public void close() {
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
