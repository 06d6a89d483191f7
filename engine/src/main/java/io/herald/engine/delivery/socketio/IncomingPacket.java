package io.herald.engine.delivery.socketio;

import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO packet as its text says, its JSON not yet read.
 *
 * @param namespace as netty-socketio names it: empty for the root
 * @param ackId null when no acknowledgement is asked for, or answered
 * @param attachments binary messages that follow and belong to it
 * @param json empty when there is none
 * @see <a href="https://github.com/socketio/socket.io-protocol">Socket.IO protocol, version 5</a>
 */
record IncomingPacket(Type type, String namespace, @Nullable Long ackId, int attachments, String json) {
    private static final int MAX_DIGITS = 18; // fits a long, and takes no time to read

    enum Type {
        CONNECT,
        DISCONNECT,
        EVENT,
        ACK,
        BINARY_EVENT,
        BINARY_ACK
    }

    /**
     * Reads the text of one packet.
     *
     * @throws MalformedPacketException when it is none
     */
    static IncomingPacket parse(String text, int maxAttachments) {
        return new Reader(text, maxAttachments).read();
    }

    private static final class Reader {
        private final String text;
        private final int maxAttachments;
        private int at;

        Reader(String text, int maxAttachments) {
            this.text = text;
            this.maxAttachments = maxAttachments;
        }

        IncomingPacket read() {
            Type type = type();
            int attachments = type == Type.BINARY_EVENT || type == Type.BINARY_ACK ? attachments() : 0;
            String namespace = namespace();
            Long ackId = ackId();
            return new IncomingPacket(type, namespace, ackId, attachments, text.substring(at));
        }

        private Type type() {
            return switch (text.isEmpty() ? '?' : text.charAt(at++)) {
                case '0' -> Type.CONNECT;
                case '1' -> Type.DISCONNECT;
                case '2' -> Type.EVENT;
                case '3' -> Type.ACK;
                case '5' -> Type.BINARY_EVENT;
                case '6' -> Type.BINARY_ACK;
                default -> throw new MalformedPacketException("unknown packet type");
            };
        }

        private int attachments() {
            String digits = digits(MAX_DIGITS);
            if (digits.isEmpty() || at >= text.length() || text.charAt(at++) != '-') {
                throw new MalformedPacketException("illegal number of attachments");
            }
            long count = Long.parseLong(digits);
            if (count > maxAttachments) {
                throw new MalformedPacketException("too many attachments", SocketLimit.ATTACHMENTS);
            }
            return (int) count;
        }

        private String namespace() {
            if (at >= text.length() || text.charAt(at) != '/') {
                return "";
            }
            int comma = text.indexOf(',', at);
            String path = text.substring(at, comma < 0 ? text.length() : comma);
            at = comma < 0 ? text.length() : comma + 1;
            return path.equals("/") ? "" : path;
        }

        private @Nullable Long ackId() {
            String digits = digits(MAX_DIGITS);
            return digits.isEmpty() ? null : Long.valueOf(digits);
        }

        private String digits(int atMost) {
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                if (++at - from > atMost) {
                    throw new MalformedPacketException("a number is too long");
                }
            }
            return text.substring(from, at);
        }
    }
}
