package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import io.herald.engine.auth.ClientAuth;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What finding a room's members costs a broadcast, and what joining and leaving cost a client: 10,000 rooms x 5, as in the bench. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoomIndexBenchmark {
    private static final int SOCKETS = 1_000;
    private static final int ROOMS = 10_000;
    private static final int MEMBERS = 5;

    private final RoomIndex index = new RoomIndex(() -> {
        throw new IllegalStateException("no room shows its members here");
    });
    private final EventLoop loop = new DefaultEventLoop();
    private final Room another = new Room("bench.another");
    private List<ClientSocket> sockets = List.of();
    private int next;

    /** Fills the index. */
    @Setup
    public void fill() {
        SocketIoSettings settings = new SocketIoSettings("127.0.0.1", 0, List.of());
        Configuration configuration = new Configuration();
        NamespacesHub hub = new NamespacesHub(configuration);
        WireContext wire = new WireContext(settings, configuration, hub, ClientAuth.ANONYMOUS, SocketPackets::new);
        sockets = IntStream.range(0, SOCKETS)
                .mapToObj(number -> socket(wire, "session-" + number))
                .toList();
        for (int seat = 0; seat < ROOMS * MEMBERS; seat++) {
            index.join(new Room("bench." + seat / MEMBERS), sockets.get(seat % SOCKETS));
        }
    }

    private ClientSocket socket(WireContext wire, String id) {
        EngineSession session = new EngineSession(wire, id, new HandshakeData(), Transport.WEBSOCKET, Map.of(), loop);
        return new ClientSocket(session, Namespace.ROOT, id, "key of " + id, Optional.empty());
    }

    /** Lets the thread go. */
    @TearDown
    public void end() {
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** The members of one room. */
    @Benchmark
    public int members() {
        next = (next + 1) % ROOMS;
        return index.members(Namespace.ROOT, Set.of("bench." + next)).size();
    }

    /** One client joins one room and leaves it. */
    @Benchmark
    public void joinAndLeave() {
        next = (next + 1) % SOCKETS;
        index.join(another, sockets.get(next));
        index.leave(another, sockets.get(next));
    }
}
