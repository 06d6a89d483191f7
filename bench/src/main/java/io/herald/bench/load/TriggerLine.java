package io.herald.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** One HTTP connection that is kept, with at most one request on its way. One thread. */
final class TriggerLine implements Link.Reader {
    private @Nullable Link link; // once it is connected
    private boolean isBusy;

    static TriggerLine open(Selector selector, InetSocketAddress to) throws IOException {
        TriggerLine line = new TriggerLine();
        var unused = Link.open(selector, to, line); // which is handed to connected()
        return line;
    }

    @Override
    public void connected(Link newLink) {
        link = newLink;
    }

    boolean isFree() {
        return link != null && !isBusy;
    }

    void send(byte[] request) throws IOException {
        if (link != null) {
            isBusy = true;
            link.send(request);
        }
    }

    @Override
    public void read(ByteBuffer bytes) throws IOException {
        int status = Http.take(bytes);
        if (status != 0 && status != 200) {
            throw new IOException("it was answered with status " + status);
        }
        isBusy = status == 0;
    }

    @Override
    public void failed(IOException why) {
        throw new UncheckedIOException("a trigger failed", why); // nothing to measure without it
    }

    void close() {
        if (link != null) {
            link.close();
        }
    }
}
