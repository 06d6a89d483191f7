package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.Offset;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the stream, its data not parsed yet.
 *
 * <p>Shape: {@code {uid: 16 hex digits, nsp: "/", type: "3", data: JSON object, or base64 of msgpack}}; what a Herald node wrote has
 * {@code seq}, its sequence from 1, and {@code bid}, the broadcast's id, beside
 * them, and {@code sig} where the cluster has a secret.
 *
 * @param id of the entry: {@code milliseconds-count}
 * @param uid of the node that wrote it
 * @param seq 0 when a Node server wrote it
 * @param type as Node numbers them
 * @param broadcastId the entry's own id when a Node server wrote it
 * @see <a href="https://github.com/socketio/socket.io-redis-streams-adapter">lib/adapter.ts, onRawMessage</a>
 */
@SuppressWarnings("ArrayRecordComponent") // entries are never compared, and their data is too large to copy
record WireEntry(
        String id,
        String uid,
        long seq,
        String type,
        Namespace namespace,
        String broadcastId,
        byte[] data,
        byte[] signature) {
    static final String BROADCAST = "3";
    private static final int MAX_UID = 64;
    private static final int MAX_DIGITS = 18; // what a long can hold
    private static final int BESIDE_DATA = 250; // of the heap: its record, texts and signature
    private static final byte[] NONE = {};

    boolean isBroadcast() {
        return type.equals(BROADCAST);
    }

    /** Whether a Node server wrote it. */
    boolean isFromNode() {
        return broadcastId.equals(id);
    }

    /** About how many bytes of the heap it takes. */
    int size() {
        return data.length + BESIDE_DATA;
    }

    /** Its id, as clients are told it. */
    Offset offset() {
        return Offset.ofId(id);
    }

    /**
     * Picks the fields it knows out of what XREAD gave.
     *
     * @param fields names and values in turn
     */
    static WireEntry of(String id, @Nullable Object fields, int maxBytes) throws MalformedException {
        if (!(fields instanceof List<?> list)) {
            throw new MalformedException("it has no fields");
        }
        String uid = text(list, "uid");
        if (uid.isEmpty() || uid.length() > MAX_UID) {
            throw new MalformedException("its uid must have 1 to " + MAX_UID + " characters, not " + uid.length());
        }
        byte[] data = value(list, "data");
        if (data.length > maxBytes) {
            throw new MalformedException(
                    "its data is " + data.length + " bytes long, over the " + maxBytes + " allowed");
        }
        String broadcastId = text(list, "bid");
        return new WireEntry(
                id,
                uid,
                seq(value(list, "seq")),
                text(list, "type"),
                namespace(text(list, "nsp")),
                broadcastId.isEmpty() ? id : broadcastId,
                data,
                value(list, "sig"));
    }

    /** Whether these are fields of the entry that a Herald node gave this sequence. */
    static boolean isOf(List<?> fields, String uid, long seq) {
        return text(fields, "uid").equals(uid) && text(fields, "seq").equals(Long.toString(seq));
    }

    private static long seq(byte[] digits) throws MalformedException {
        long seq = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9' || digits.length > MAX_DIGITS) {
                throw new MalformedException("its seq is no number: " + Text.quote(new String(digits, UTF_8)));
            }
            seq = seq * 10 + digit - '0';
        }
        return seq;
    }

    private static Namespace namespace(String path) throws MalformedException {
        if (path.equals("/")) {
            return Namespace.ROOT;
        }
        try {
            return new Namespace(path);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its nsp is no namespace: " + Text.quote(path));
        }
    }

    private static String text(List<?> fields, String name) {
        return new String(value(fields, name), UTF_8);
    }

    /** Empty when there is none. */
    private static byte[] value(List<?> fields, String name) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (fields.get(i) instanceof byte[] key && is(key, name) && fields.get(i + 1) instanceof byte[] value) {
                return value;
            }
        }
        return NONE;
    }

    private static boolean is(byte[] key, String name) {
        if (key.length != name.length()) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
