package io.herald.engine.delivery.socketio;

import io.herald.engine.model.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One message of Engine.IO on its way to clients, encoded and framed once for all of them. Nobody sees it change. Thread-safe. */
final class Message {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int COMPRESSED = 0x40;
    private static final int OVERHEAD = 64; // bytes of objects around the frame

    private final byte[]
            frame; // of WebSocket, as a server sends it: unmasked, so that the same bytes serve every client
    private final int header; // bytes of the frame before the message
    private final Traits traits;
    private volatile byte @Nullable [] deflated; // once a client that inflates gets it

    /**
     * What is special of it.
     *
     * @param isVolatile a client that can't take it now does without it
     * @param id of the broadcast; empty when it is none
     * @param offset of the broadcast; empty when it has none
     * @param compression that it is worth; null for none
     */
    record Traits(
            boolean isVolatile,
            String id,
            String offset,
            @Nullable Compression compression) {
        private static final Traits NONE = new Traits(false, "", "", null);
    }

    private Message(int opcode, Traits traits, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        this.header = header(length);
        this.traits = traits;
        this.frame = new byte[header + length];
        ByteBuffer writing = begin(frame, opcode, length);
        for (byte[] part : parts) {
            writing.put(part);
        }
    }

    private static int header(int length) {
        return length < 126 ? 2 : length < 1 << 16 ? 4 : 10;
    }

    private static ByteBuffer begin(byte[] frame, int opcode, int length) {
        ByteBuffer writing = ByteBuffer.wrap(frame).put((byte) opcode);
        return switch (header(length)) {
            case 2 -> writing.put((byte) length);
            case 4 -> writing.put((byte) 126).putShort((short) length);
            default -> writing.put((byte) 127).putLong(length);
        };
    }

    static Message binary(byte[] bytes) {
        return new Message(FINAL_BINARY, Traits.NONE, bytes);
    }

    /** A text, its packet type first. */
    static Message text(String text) {
        return new Message(FINAL_TEXT, Traits.NONE, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A broadcast: its payload between the text before it and the text after it. */
    static Message broadcast(String before, Payload payload, String after, Traits traits) {
        return new Message(
                FINAL_TEXT,
                traits,
                before.getBytes(StandardCharsets.UTF_8),
                payload.utf8(),
                after.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of its frame; compressed it is never longer. */
    int length() {
        return frame.length;
    }

    /** Bytes that it takes while it waits for one client: a short one takes more than its frame. */
    int waitingBytes() {
        return frame.length + OVERHEAD;
    }

    /** Whether a client that can't take it now does without it. */
    boolean isVolatile() {
        return traits.isVolatile();
    }

    /** Of the broadcast; empty when it has none. */
    String id() {
        return traits.id();
    }

    String offset() {
        return traits.offset();
    }

    /** A WebSocket's frame, for any client. */
    ByteBuf frame(ByteBufAllocator allocator) {
        return allocator.directBuffer(frame.length).writeBytes(frame);
    }

    void appendTo(ByteBuf frames, boolean inflates) {
        frames.writeBytes(inflates ? deflatedFrame() : frame);
    }

    /** For clients that inflate: the plain one where compression is not wanted or wins nothing. */
    private byte[] deflatedFrame() {
        byte[] known = deflated;
        return known == null ? deflate() : known;
    }

    private synchronized byte[] deflate() {
        byte[] made = deflated;
        if (made == null) {
            Compression compression = traits.compression();
            made = compression == null
                    ? frame
                    : compression
                            .deflate(frame, header)
                            .map(this::deflatedFrame)
                            .orElse(frame);
            deflated = made;
        }
        return made;
    }

    private byte[] deflatedFrame(byte[] message) {
        byte[] made = new byte[header(message.length) + message.length];
        begin(made, COMPRESSED | frame[0], message.length).put(message);
        return made;
    }

    /** As a part of a polling response. */
    byte[] polled() {
        byte[] message = Arrays.copyOfRange(frame, header, frame.length);
        boolean isBinary = (frame[0] & 0xff) == FINAL_BINARY;
        return isBinary
                ? ("b" + Base64.getEncoder().encodeToString(message)).getBytes(StandardCharsets.US_ASCII)
                : message;
    }
}
