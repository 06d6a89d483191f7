package io.herald.engine.delivery.socketio;

import io.herald.engine.delivery.CompressedBytes;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.Deflater;

/** Compresses broadcasts, each once for all clients that inflate, and counts what that saves. Thread-safe. */
final class Compression {
    private static final AttributeKey<Boolean> AGREED = AttributeKey.valueOf(Compression.class, "agreed");
    private static final int FLUSH_MARK = 4; // 00 00 ff ff, which RFC 7692 leaves out
    private static final FastThreadLocal<Deflater> DEFLATER =
            new FastThreadLocal<>() { // a quarter of a MiB for each event loop, once it compresses
                @Override
                protected Deflater initialValue() {
                    return new Deflater(Deflater.DEFAULT_COMPRESSION, true);
                }

                @Override
                protected void onRemoval(Deflater deflater) {
                    deflater.end();
                }
            };

    private final int fromBytes;
    private final LongAdder bytesBefore = new LongAdder();
    private final LongAdder bytesAfter = new LongAdder();

    /** @param fromBytes of a message that is worth it; 0 for no compression at all */
    Compression(int fromBytes) {
        this.fromBytes = fromBytes;
    }

    /** Whether it is agreed upon with clients. */
    boolean isOn() {
        return fromBytes > 0;
    }

    /** Whether a message of so many bytes is to be compressed, when its sender {@code wishes} nothing else. */
    boolean isWorth(int bytes, Optional<Boolean> wishes) {
        return isOn() && wishes.orElse(bytes >= fromBytes);
    }

    /** The channel's client inflates from now on. */
    static void agree(Channel channel) {
        channel.attr(AGREED).set(true);
    }

    static boolean isAgreed(Channel channel) {
        return channel.hasAttr(AGREED);
    }

    /** The bytes from there on as the payload of a compressed message; empty when that is not shorter. */
    Optional<byte[]> deflate(byte[] bytes, int from) {
        int length = bytes.length - from;
        byte[] made = new byte[length];
        Deflater deflater = DEFLATER.get();
        deflater.reset(); // nothing of other messages: what goes to one client must not depend on what others got
        deflater.setInput(bytes, from, length);
        int count = deflater.deflate(made, 0, length, Deflater.SYNC_FLUSH);
        if (count == length) { // there may be more
            return Optional.empty();
        }
        bytesBefore.add(length);
        bytesAfter.add(count - FLUSH_MARK);
        return Optional.of(Arrays.copyOf(made, count - FLUSH_MARK));
    }

    CompressedBytes bytes() {
        return new CompressedBytes(bytesBefore.sum(), bytesAfter.sum());
    }
}
