package io.herald.engine.interop;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.MsgPack;
import io.herald.engine.backplane.NodeText;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Text;
import java.util.Optional;

/**
 * Node's classic Redis adapter and its emitter. Thread-safe.
 *
 * <p>Shape: on channel {@code socket.io#/chat#} or {@code socket.io#/chat#room#}, msgpack of
 * {@code [server, {type: 2, data: [event, argument...]}, {rooms: [...], except: [...], flags: {}}]}.
 *
 * @param key the adapter's option {@code key}
 * @see <a href="https://github.com/socketio/socket.io-redis-adapter">lib/index.ts, broadcast</a>
 */
public record ClassicDialect(String key) implements Dialect {
    private static final int ARRAY_OF_3 = 0x93;

    @Override
    public String pattern() {
        return key + "#*";
    }

    @Override
    public Optional<Broadcast> read(String channel, byte[] message, String id, Audience audience)
            throws MalformedException {
        if (message.length == 0 || (message[0] & 0xff) != ARRAY_OF_3) {
            return Optional.empty(); // the streams adapter talks on the same channels, in maps
        }
        return NodeText.ofArray(MsgPack.toJson(message), namespace(channel), id, audience);
    }

    private Namespace namespace(String channel) throws MalformedException {
        int start = key.length() + 1;
        int end = channel.indexOf('#', start);
        try {
            return new Namespace(channel.substring(Math.min(start, channel.length()), Math.max(end, start)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new MalformedException("its channel names no namespace: " + Text.quote(channel));
        }
    }
}
