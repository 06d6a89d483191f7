package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that go to the same sockets one after another: for WebSockets one piece of bytes, and another for those that inflate. Of one event loop. */
final class Batch implements AutoCloseable {
    private final List<Message> messages;
    private final int length;
    private @Nullable ByteBuf plain;
    private @Nullable ByteBuf deflated;

    /** @param messages of which one that is volatile stands alone */
    Batch(List<Message> messages) {
        this.messages = messages;
        int bytes = 0;
        for (Message message : messages) {
            bytes += message.length();
        }
        this.length = bytes;
    }

    List<Message> messages() {
        return messages;
    }

    /** Bytes of all frames; compressed they are never more. */
    int length() {
        return length;
    }

    boolean isVolatile() {
        return messages.get(0).isVolatile();
    }

    /** All frames, for one channel. */
    ByteBuf frames(ByteBufAllocator allocator, boolean inflates) {
        ByteBuf made = inflates ? deflated : plain;
        if (made == null) {
            made = written(allocator, inflates);
            if (inflates) {
                deflated = made;
            } else {
                plain = made;
            }
        }
        return made.retainedDuplicate();
    }

    private ByteBuf written(ByteBufAllocator allocator, boolean inflates) {
        ByteBuf frames = allocator.directBuffer(length);
        for (Message message : messages) {
            message.appendTo(frames, inflates);
        }
        return frames;
    }

    @Override
    public void close() {
        ReferenceCountUtil.release(plain);
        ReferenceCountUtil.release(deflated);
    }
}
