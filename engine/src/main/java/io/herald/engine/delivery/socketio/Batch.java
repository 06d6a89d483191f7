package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that go to the same sockets one after another: for WebSockets one piece of bytes. Of one event loop. */
final class Batch implements AutoCloseable {
    private final List<Message> messages;
    private @Nullable ByteBuf frames;

    /** @param messages of which one that is volatile stands alone */
    Batch(List<Message> messages) {
        this.messages = messages;
    }

    List<Message> messages() {
        return messages;
    }

    boolean isVolatile() {
        return messages.get(0).isVolatile();
    }

    /** All frames, for one channel. */
    ByteBuf frames(ByteBufAllocator allocator) {
        ByteBuf made = frames;
        if (made == null) {
            made = allocator.directBuffer(
                    messages.stream().mapToInt(Message::length).sum());
            for (Message message : messages) {
                message.appendTo(made);
            }
            frames = made;
        }
        return made.retainedDuplicate();
    }

    @Override
    public void close() {
        if (frames != null) {
            frames.release();
        }
    }
}
