package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One message of Engine.IO on its way to clients, encoded once for all of them. Not to be changed. */
final class Message {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;

    private final byte[] bytes;
    private final boolean isBinary;
    private final boolean isVolatile;
    private final String offset;

    private Message(byte[] bytes, boolean isBinary, boolean isVolatile, String offset) {
        this.bytes = bytes;
        this.isBinary = isBinary;
        this.isVolatile = isVolatile;
        this.offset = offset;
    }

    static Message binary(byte[] bytes) {
        return new Message(bytes, true, false, "");
    }

    /** A text, its packet type first. */
    static Message text(String text) {
        return new Message(text.getBytes(StandardCharsets.UTF_8), false, false, "");
    }

    /** A broadcast's text. */
    static Message broadcast(String text, boolean isVolatile, String offset) {
        return new Message(text.getBytes(StandardCharsets.UTF_8), false, isVolatile, offset);
    }

    int length() {
        return bytes.length;
    }

    /** Whether a client that can't take it now does without it. */
    boolean isVolatile() {
        return isVolatile;
    }

    /** Of the broadcast; empty when it has none. */
    String offset() {
        return offset;
    }

    /** As one WebSocket frame of a server: unmasked, so that the same bytes serve every client. */
    ByteBuf frame() {
        int length = bytes.length;
        ByteBuf frame = Unpooled.directBuffer(length + 10);
        frame.writeByte(isBinary ? FINAL_BINARY : FINAL_TEXT);
        if (length < 126) {
            frame.writeByte(length);
        } else if (length < 1 << 16) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
        return frame.writeBytes(bytes);
    }

    /** As a part of a polling response. */
    byte[] polled() {
        return isBinary ? ("b" + Base64.getEncoder().encodeToString(bytes)).getBytes(StandardCharsets.US_ASCII) : bytes;
    }
}
