package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages of frames: a {@code String} of a text, a {@link BinaryWebSocketFrame} of bytes. Puts fragments together and inflates
 * what is compressed, never beyond the largest message. A client that breaks the rules is told by a
 * {@link CorruptedWebSocketFrameException} up the pipeline. One connection.
 */
final class MessageAssembler extends MessageToMessageDecoder<WebSocketFrame> {
    private static final int COMPRESSED = 4; // RSV1
    private static final char REPLACEMENT = '\ufffd'; // of what is no UTF-8

    private final int maxBytes;
    private final boolean inflates;
    private final Inflow inflow;
    private @Nullable ByteBuf fragments;
    private boolean isText; // what the fragments belong to
    private boolean isCompressed;
    private boolean isBroken;

    /** @param inflates whether compression was agreed upon */
    MessageAssembler(Reading reading, int maxBytes, boolean inflates) {
        this.maxBytes = maxBytes;
        this.inflates = inflates;
        this.inflow = new Inflow(reading, maxBytes);
    }

    @Override
    protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
        if (isBroken) {
            return; // it is being closed
        }
        boolean isFirst = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        if (frame.rsv() != 0 && !(inflates && isFirst && frame.rsv() == COMPRESSED)) {
            throw broken(WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit is set");
        }
        if (isFirst) {
            isText = frame instanceof TextWebSocketFrame;
            isCompressed = frame.rsv() == COMPRESSED;
        } else if (!(frame instanceof ContinuationWebSocketFrame)) {
            out.add(frame.retain()); // ping, pong, close: they may come between fragments
            return;
        }
        if (isFirst && frame.isFinalFragment()) {
            out.add(message(
                    isCompressed
                            ? inflated(context, frame.content())
                            : frame.content().retain()));
        } else {
            gather(context, frame, out);
        }
    }

    /** Copies: fragments of a byte each, kept as they come, would take a hundred times their size. */
    private void gather(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
        ByteBuf gathered = fragments;
        if (gathered == null) {
            gathered = context.alloc().heapBuffer(256, maxBytes);
            fragments = gathered;
        }
        if (gathered.readableBytes() + frame.content().readableBytes() > maxBytes) {
            throw broken(WebSocketCloseStatus.MESSAGE_TOO_BIG, "the message is too large");
        }
        gathered.writeBytes(frame.content());
        if (frame.isFinalFragment()) {
            out.add(message(isCompressed ? inflated(context, gathered) : gathered.retain()));
            forget();
        }
    }

    private Object message(ByteBuf content) {
        if (!isText) {
            return new BinaryWebSocketFrame(content);
        }
        try {
            return text(content);
        } finally {
            content.release();
        }
    }

    /** Only a text that seems to have a replacement is looked at twice: it may have been sent, and is allowed. */
    private String text(ByteBuf utf8) {
        String text = utf8.toString(StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !ByteBufUtil.isText(utf8, StandardCharsets.UTF_8)) {
            throw broken(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "the text is no UTF-8");
        }
        return text;
    }

    private ByteBuf inflated(ChannelHandlerContext context, ByteBuf compressed) {
        try {
            ByteBuffer message = Inflation.inflate(ByteBufUtil.getBytes(compressed), maxBytes);
            inflow.took(message.remaining(), context.executor());
            return Unpooled.wrappedBuffer(message);
        } catch (DataFormatException e) {
            throw broken(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "the message can't be inflated");
        } catch (Inflation.TooLargeException e) {
            throw broken(WebSocketCloseStatus.MESSAGE_TOO_BIG, "the message is too large");
        }
    }

    private CorruptedWebSocketFrameException broken(WebSocketCloseStatus status, String why) {
        isBroken = true;
        forget();
        return new CorruptedWebSocketFrameException(status, why);
    }

    private void forget() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        forget();
    }
}
