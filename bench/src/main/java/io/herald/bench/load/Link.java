package io.herald.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One non-blocking TCP connection: keeps what is not yet a whole message until the rest of it comes. One thread. */
final class Link {
    /** Who understands the bytes. */
    interface Reader {
        void connected(Link link) throws IOException;

        /** Takes the whole messages that there are; what it leaves comes again, with more behind it. */
        void read(ByteBuffer bytes) throws IOException;

        /** The connection is of no use any more. */
        void failed(IOException why);
    }

    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final Reader reader;
    private byte[] rest = NOTHING;

    private Link(SocketChannel channel, Reader reader) {
        this.channel = channel;
        this.reader = reader;
    }

    /** Begins to connect; the reader hears of the end of it. */
    static Link open(Selector selector, InetSocketAddress to, Reader reader) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Link link = new Link(channel, reader);
        channel.register(selector, SelectionKey.OP_CONNECT, link);
        channel.connect(to);
        return link;
    }

    /** Does what the selector found to be possible. */
    void ready(SelectionKey key, ByteBuffer shared) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                reader.connected(this);
            } else {
                read(shared);
            }
        } catch (IOException e) {
            close();
            reader.failed(e);
        }
    }

    private void read(ByteBuffer shared) throws IOException {
        shared.clear().put(rest);
        if (channel.read(shared) < 0) {
            throw new EOFException("the server closed the connection");
        }
        reader.read(shared.flip());
        rest = shared.hasRemaining() ? new byte[shared.remaining()] : NOTHING;
        shared.get(rest);
    }

    /** Sends what is small enough for the kernel to take it at once. */
    void send(byte[] bytes) throws IOException {
        if (channel.write(ByteBuffer.wrap(bytes)) < bytes.length) {
            throw new IOException("the server does not read");
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket can't be closed", e);
        }
    }
}
