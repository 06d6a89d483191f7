package io.herald.bench.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bare broadcaster: one event loop that writes one frame, made once, to every channel of a room. Nothing that works this way does less.
 * Coalescing, it writes what piled up for a room as one. It knows just enough Socket.IO for a client to join.
 */
public final class RawServer {
    private static final int COMPLETIONS = 1 << 15; // fewer overflow, when thousands of writes complete at once

    private final EventLoopGroup loops;
    private final boolean isCoalescing;
    private final Map<Integer, Room> rooms = new HashMap<>(); // of the one event loop

    private RawServer(EventLoopGroup loops, boolean isCoalescing) {
        this.loops = loops;
        this.isCoalescing = isCoalescing;
    }

    /** Takes two words: {@code epoll} or {@code io_uring}, {@code each} or {@code coalesced}. */
    public static void main(String[] words) {
        boolean isUring = words[0].equals("io_uring");
        IoHandlerFactory io = isUring
                ? IoUringIoHandler.newFactory(
                        new IoUringIoHandlerConfig().setRingSize(4096).setCqSize(COMPLETIONS))
                : EpollIoHandler.newFactory();
        Class<? extends ServerChannel> type =
                isUring ? IoUringServerSocketChannel.class : EpollServerSocketChannel.class;
        RawServer server = new RawServer(new MultiThreadIoEventLoopGroup(1, io), words[1].equals("coalesced"));
        TriggerEndpoint.tell(
                TriggerEndpoint.listen(new ServerBootstrap().group(server.loops).channel(type), server::broadcast),
                server.listenToClients(type));
    }

    private int listenToClients(Class<? extends ServerChannel> type) {
        Channel channel = new ServerBootstrap()
                .group(loops)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(1 << 16),
                                        new RawClient(RawServer.this));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    void join(int room, Channel channel) {
        rooms.computeIfAbsent(room, number -> new Room()).members.add(channel);
    }

    void leave(Channel channel) {
        rooms.values().forEach(room -> room.members.remove(channel));
    }

    private void broadcast(Ask ask) {
        ByteBuf frame = frame("42[\"Bench\"," + ask.message() + "]");
        ask.each(number -> {
            Room room = rooms.get(number);
            if (room != null && isCoalescing) {
                room.add(frame);
            } else if (room != null) {
                room.write(frame);
            }
        });
        frame.release();
    }

    /** A text as one WebSocket frame. */
    static ByteBuf frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.directBuffer(bytes.length + 4).writeByte(0x81);
        if (bytes.length < 126) {
            frame.writeByte(bytes.length);
        } else {
            frame.writeByte(126).writeShort(bytes.length); // no message of the bench passes 64 KiB
        }
        return frame.writeBytes(bytes);
    }

    private final class Room {
        private final List<Channel> members = new ArrayList<>();
        private final List<ByteBuf> pending = new ArrayList<>();

        void write(ByteBuf bytes) {
            for (Channel member : members) {
                var unused = member.writeAndFlush(bytes.retainedDuplicate(), member.voidPromise());
            }
        }

        void add(ByteBuf frame) {
            pending.add(frame.retain());
            if (pending.size() == 1) {
                loops.execute(this::drain);
            }
        }

        private void drain() {
            ByteBuf all = Unpooled.directBuffer(pending.size() * pending.get(0).readableBytes());
            for (ByteBuf frame : pending) {
                all.writeBytes(frame.duplicate());
                frame.release();
            }
            pending.clear();
            write(all);
            all.release();
        }
    }
}
