package io.herald.engine.delivery.socketio;

import io.herald.engine.model.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** One message of Engine.IO on its way to clients, encoded and framed once for all of them. Not to be changed. */
final class Message {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;

    private final byte[]
            frame; // of WebSocket, as a server sends it: unmasked, so that the same bytes serve every client
    private final int header; // bytes of the frame before the message
    private final boolean isVolatile;
    private final String offset;

    private Message(int opcode, boolean isVolatile, String offset, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        this.header = length < 126 ? 2 : length < 1 << 16 ? 4 : 10;
        this.isVolatile = isVolatile;
        this.offset = offset;
        this.frame = new byte[header + length];
        ByteBuffer writing = ByteBuffer.wrap(frame).put((byte) opcode);
        switch (header) {
            case 2 -> writing.put((byte) length);
            case 4 -> writing.put((byte) 126).putShort((short) length);
            default -> writing.put((byte) 127).putLong(length);
        }
        for (byte[] part : parts) {
            writing.put(part);
        }
    }

    static Message binary(byte[] bytes) {
        return new Message(FINAL_BINARY, false, "", bytes);
    }

    /** A text, its packet type first. */
    static Message text(String text) {
        return new Message(FINAL_TEXT, false, "", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A broadcast: its payload between the text before it and the text after it. */
    static Message broadcast(String before, Payload payload, String after, boolean isVolatile, String offset) {
        return new Message(
                FINAL_TEXT,
                isVolatile,
                offset,
                before.getBytes(StandardCharsets.UTF_8),
                payload.utf8(),
                after.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of its frame. */
    int length() {
        return frame.length;
    }

    /** Whether a client that can't take it now does without it. */
    boolean isVolatile() {
        return isVolatile;
    }

    /** Of the broadcast; empty when it has none. */
    String offset() {
        return offset;
    }

    /** A WebSocket's frame. */
    ByteBuf frame(ByteBufAllocator allocator) {
        return allocator.directBuffer(frame.length).writeBytes(frame);
    }

    void appendTo(ByteBuf frames) {
        frames.writeBytes(frame);
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
