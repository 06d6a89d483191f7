package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import com.corundumstudio.socketio.transport.NamespaceClient;
import io.herald.engine.model.Broadcast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one session's Socket.IO packets and hands them to netty-socketio's namespaces. On the session's event loop.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol">Socket.IO protocol, version 5</a>
 */
final class SocketPackets implements Packets {
    private final WireContext wire;
    private final EngineSession session;
    private final NamespaceConnect connects;
    private final List<byte[]> attachments = new ArrayList<>();
    private long attachmentBytes;
    private final Unfinished.Part arriving;
    private @Nullable IncomingPacket unfinished; // its attachments are still to come

    SocketPackets(WireContext wire, EngineSession session) {
        this.wire = wire;
        this.session = session;
        this.connects = new NamespaceConnect(wire, session);
        this.arriving = wire.unfinished().new Part(() -> {
            var unused = session.cut("too much that is unfinished");
        });
    }

    @Override
    public void forget() {
        unfinished = null;
        attachments.clear();
        attachmentBytes = 0;
        arriving.ended();
    }

    @Override
    public void text(String text) {
        if (unfinished != null) {
            throw new MalformedPacketException("a text came where an attachment was expected");
        }
        IncomingPacket packet = IncomingPacket.parse(text, wire.settings().limit(SocketLimit.ATTACHMENTS));
        if (packet.attachments() > 0) {
            unfinished = packet;
            arriving.came(text.length());
        } else {
            dispatch(packet);
        }
    }

    @Override
    public void binary(byte[] attachment) {
        IncomingPacket packet = unfinished;
        if (packet == null) {
            throw new MalformedPacketException("an attachment came that no packet expects");
        }
        attachments.add(attachment);
        attachmentBytes += attachment.length;
        if (attachmentBytes > wire.settings().limit(SocketLimit.MESSAGE_BYTES)) {
            throw new MalformedPacketException("too large attachments", SocketLimit.MESSAGE_BYTES);
        }
        if (attachments.size() == packet.attachments()) {
            unfinished = null;
            dispatch(packet);
            forget();
        } else {
            arriving.came(attachment.length);
        }
    }

    private void dispatch(IncomingPacket packet) {
        Namespace namespace = wire.hub().get(packet.namespace());
        if (packet.type() == IncomingPacket.Type.CONNECT) {
            connect(packet, namespace);
            return;
        }
        NamespaceClient client = namespace == null ? null : session.getChildClient(namespace);
        if (namespace == null || client == null) {
            throw new MalformedPacketException("no socket of this namespace");
        }
        switch (packet.type()) {
            case DISCONNECT -> {
                requireNoPayload(packet);
                session.sockets().leave(client);
            }
            case EVENT, BINARY_EVENT -> event(packet, namespace, client);
            default -> acknowledge(packet, client);
        }
    }

    private static void requireNoPayload(IncomingPacket packet) {
        if (!packet.json().isEmpty()) {
            throw new MalformedPacketException("invalid payload");
        }
    }

    private void connect(IncomingPacket packet, @Nullable Namespace namespace) {
        Object auth = packet.json().isEmpty() ? Map.of() : wire.json().read(packet.json(), List.of());
        if (!(auth instanceof Map<?, ?> given)) {
            throw new MalformedPacketException("invalid payload");
        }
        if (namespace == null) {
            connects.refuse(packet.namespace(), "Invalid namespace", Optional.empty());
        } else {
            connects.connect(namespace, given);
        }
    }

    private void event(IncomingPacket packet, Namespace namespace, NamespaceClient client) {
        List<Object> values = values(packet);
        if (values.isEmpty() || !(values.get(0) instanceof String name) || Broadcast.RESERVED.contains(name)) {
            throw new MalformedPacketException("invalid payload");
        }
        Packet asked = new Packet(PacketType.MESSAGE, session.getEngineIOVersion());
        asked.setNsp(packet.namespace());
        asked.setAckId(packet.ackId());
        namespace.onEvent(client, name, values.subList(1, values.size()), new AckRequest(asked, client));
    }

    private void acknowledge(IncomingPacket packet, NamespaceClient client) {
        if (packet.ackId() == null) {
            throw new MalformedPacketException("an acknowledgement of nothing");
        }
        List<Object> values = values(packet);
        Optional<ClientSocket> socket = session.sockets().of(client);
        if (socket.isPresent() && wire.broadcastAcks().acknowledged(packet.ackId(), socket.get(), values)) {
            return;
        }
        Packet answer = new Packet(PacketType.MESSAGE, session.getEngineIOVersion());
        answer.setAckId(packet.ackId());
        answer.setData(values);
        wire.acks().onAck(client, answer);
    }

    @SuppressWarnings("unchecked") // a JSON array
    private List<Object> values(IncomingPacket packet) {
        if (!packet.json().startsWith("[")) {
            throw new MalformedPacketException("invalid payload");
        }
        Object values = wire.json().read(packet.json(), attachments);
        if (!(values instanceof List)) {
            throw new MalformedPacketException("invalid payload");
        }
        return new ArrayList<>((List<Object>) values);
    }
}
