package io.herald.engine.delivery.socketio;

import io.herald.engine.delivery.socketio.HttpAnswer.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;

/**
 * What one session's client says, message by message, over whichever connection; one that breaks the protocol ends the session. On the
 * session's event loop.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO protocol, version 4</a>
 */
final class IncomingMessages {
    private final WireContext wire;
    private final EngineSession session;
    private final SessionTransport transport;
    private final Packets packets;
    private final Rate rate;

    IncomingMessages(WireContext wire, EngineSession session, SessionTransport transport) {
        this.wire = wire;
        this.session = session;
        this.transport = transport;
        this.packets = wire.packetsOf(session);
        this.rate = new Rate(wire.settings().limit(SocketLimit.EVENTS_PER_SECOND), System.nanoTime());
    }

    /** The messages of one POST. */
    void posted(String body, HttpAnswer answer) {
        session.closeIfLate();
        if (session.isClosed() || transport.isOpen()) {
            answer.refuse(session.isClosed() ? Refusal.UNKNOWN_SESSION : Refusal.BAD_REQUEST);
            return;
        }
        try {
            receiveAll(new PostBody(body));
            answer.text(new byte[] {'o', 'k'});
        } catch (MalformedPacketException e) {
            answer.refuse(Refusal.BAD_REQUEST);
            close(e);
        }
    }

    /** Up to the one that ends the session. */
    private void receiveAll(PostBody messages) {
        while (messages.hasNext() && !session.isClosed() && !session.isLeaving()) {
            String message = messages.next();
            if (message.startsWith("b")) {
                packets.binary(PostBody.decoded(message.substring(1)));
            } else {
                receive(message);
            }
        }
    }

    /** One message of a WebSocket. */
    void received(String message, Channel from) {
        if (session.isClosed() || !transport.listensTo(from)) {
            return;
        }
        try {
            if (transport.isProbe(from)) {
                transport.receiveFromProbe(message, from);
            } else {
                receive(message);
            }
        } catch (MalformedPacketException e) {
            close(e);
        }
    }

    void received(byte[] message, Channel from) {
        if (session.isClosed() || !transport.listensTo(from)) {
            return;
        }
        try {
            packets.binary(message);
        } catch (MalformedPacketException e) {
            close(e);
        }
    }

    /** A WebSocket's ping is a message like any other; a client that takes nothing gets no answer. */
    void pinged(byte[] payload, Channel from) {
        if (session.isClosed()) {
            return;
        }
        try {
            count();
            if (from.isWritable()) {
                var unused = from.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)));
            }
        } catch (MalformedPacketException e) {
            close(e);
        }
    }

    private void receive(String message) {
        count();
        switch (message.isEmpty() ? '?' : message.charAt(0)) {
            case '1' -> session.closeByClient();
            case '2' -> session.write(Message.text("3" + message.substring(1)));
            case '3' -> session.answered();
            case '4' -> packets.text(message.substring(1));
            case '6' -> {}
            default -> throw new MalformedPacketException("unknown message type");
        }
    }

    /** Attachments are not counted: they come only with an event that is. */
    private void count() {
        if (!rate.admits(System.nanoTime())) {
            throw new MalformedPacketException("too many messages", SocketLimit.EVENTS_PER_SECOND);
        }
    }

    private void close(MalformedPacketException refusal) {
        refusal.limit().ifPresent(wire::refused);
        session.close(String.valueOf(refusal.getMessage()));
    }

    /** Frees what is unfinished: the session is over. */
    void forget() {
        packets.forget();
    }
}
