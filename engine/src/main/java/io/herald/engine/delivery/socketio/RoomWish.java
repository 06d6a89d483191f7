package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.MultiTypeArgs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to join or leave: {@code emit('join', 'chatRoom', [42], {history: 20}, ack)}. It is kept while it waits; whatever else
 * the client sent is not.
 *
 * @param room a text, if the client keeps to the rules
 * @param arguments a list or null, if it does
 * @param history how many events of the past it asks for
 * @param ack by which it is told what became of it
 */
record RoomWish(@Nullable Object room, @Nullable Object arguments, int history, AckRequest ack) {
    private static final int MAX_HISTORY = 1000;
    private static final int MAX_BYTES = 64 << 10; // a room's name has 128 characters
    private static final int VALUE = 32; // bytes that the smallest of values takes, about, with the reference to it

    static RoomWish of(MultiTypeArgs sent, AckRequest ack) {
        return new RoomWish(at(0, sent), at(1, sent), history(at(2, sent)), ack);
    }

    private static @Nullable Object at(int index, MultiTypeArgs sent) {
        return index < sent.size() ? sent.get(index) : null;
    }

    private static int history(@Nullable Object options) {
        Object count = options instanceof Map<?, ?> map ? map.get("history") : null;
        return count instanceof Integer asked ? Math.max(0, Math.min(asked, MAX_HISTORY)) : 0;
    }

    /** Whether it is more than a room can be made of: scripts would make texts many times its size of it. */
    boolean isTooLarge() {
        return bytes() > MAX_BYTES;
    }

    /** About how much memory it takes. */
    long bytes() {
        return bytes(room) + bytes(arguments);
    }

    private static long bytes(@Nullable Object value) {
        long bytes = VALUE;
        if (value instanceof String text) {
            bytes += text.length();
        } else if (value instanceof byte[] binary) {
            bytes += binary.length;
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                bytes += bytes(item);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += VALUE + bytes(entry.getKey()) + bytes(entry.getValue());
            }
        }
        return bytes;
    }
}
