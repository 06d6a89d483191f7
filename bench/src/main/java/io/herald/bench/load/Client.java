package io.herald.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One Socket.IO client over a WebSocket: connects, joins its rooms, counts what comes, answers pings. One thread. */
final class Client implements Link.Reader {
    private static final byte[] UPGRADE = String.join(
                    "\r\n",
                    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = frame("3");
    private static final byte[] CONNECT = frame("40");
    private static final byte[] SENT_AT = "\"t\":".getBytes(StandardCharsets.US_ASCII);
    private static final int CLOSE = 8;
    private static final int LONG = 126;

    private final int[] rooms;
    private final Tally tally;
    private final Runnable settled;
    private @Nullable Link link;
    private boolean isUpgraded;
    private boolean isSettled;
    private int joined;

    /** {@code settled} is run once: when it is in all its rooms, or has failed. */
    Client(int[] rooms, Tally tally, Runnable settled) {
        this.rooms = rooms;
        this.tally = tally;
        this.settled = settled;
    }

    @Override
    public void connected(Link newLink) throws IOException {
        link = newLink;
        newLink.send(UPGRADE);
    }

    @Override
    public void failed(IOException why) {
        tally.failed(String.valueOf(why.getMessage()));
        settle();
    }

    private void settle() {
        if (!isSettled) {
            isSettled = true;
            settled.run();
        }
    }

    @Override
    public void read(ByteBuffer bytes) throws IOException {
        if (!isUpgraded) {
            int status = Http.take(bytes);
            if (status != 0 && status != 101) {
                throw new IOException("the WebSocket was refused with status " + status);
            }
            isUpgraded = status == 101;
        }
        while (isUpgraded && frame(bytes)) {
            // the next
        }
    }

    /** Takes one frame, if it is whole. A server's frames are not masked. */
    private boolean frame(ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        int available = bytes.remaining();
        int length = available < 2 ? 0 : bytes.get(start + 1);
        int header = length == LONG ? 4 : 2;
        if (available < header) {
            return false;
        }
        if (length == LONG) {
            length = bytes.getShort(start + 2) & 0xffff; // what is longer yet, the bench does not send
        }
        if (available < header + length) {
            return false;
        }
        if ((bytes.get(start) & 0xf) == CLOSE) {
            throw new IOException("the server closed the WebSocket");
        }
        message(bytes, start + header, length);
        bytes.position(start + header + length);
        return true;
    }

    private void message(ByteBuffer bytes, int text, int length) throws IOException {
        byte engineType = bytes.get(text);
        byte type = length > 1 ? bytes.get(text + 1) : 0;
        if (engineType == '4' && type == '2') {
            tally.delivered();
            if (tally.isTiming()) {
                tally.latency(System.nanoTime() - sentAt(bytes, text, text + length));
            }
        } else if (engineType == '2') {
            send(PONG);
        } else if (engineType == '0') {
            send(CONNECT);
        } else if (engineType == '4' && type == '0') {
            joinNext();
        } else if (engineType == '4' && type == '3') {
            joined(bytes, text, length);
        } else {
            throw new IOException("an unexpected message came, of type " + (char) engineType + (char) type);
        }
    }

    private void joined(ByteBuffer bytes, int text, int length) throws IOException {
        byte[] answer = new byte[length];
        bytes.get(text, answer);
        String told = new String(answer, StandardCharsets.UTF_8);
        if (!told.contains("true")) {
            throw new IOException("a room refused the client: " + told);
        }
        joined++;
        joinNext();
    }

    private void joinNext() throws IOException {
        if (joined < rooms.length) {
            send(frame("42" + joined + "[\"join\",\"benchRoom\",[" + rooms[joined] + "]]"));
        } else {
            settle();
        }
    }

    private void send(byte[] frame) throws IOException {
        if (link != null) {
            link.send(frame);
        }
    }

    /** The number behind {@code "t":}. */
    private static long sentAt(ByteBuffer bytes, int from, int to) throws IOException {
        for (int i = from; i < to - SENT_AT.length; i++) {
            if (bytes.get(i) == SENT_AT[0] && bytes.get(i + 1) == SENT_AT[1] && bytes.get(i + 2) == SENT_AT[2]) {
                return number(bytes, i + SENT_AT.length);
            }
        }
        throw new IOException("a message came without the time it was sent at");
    }

    private static long number(ByteBuffer bytes, int from) {
        long number = 0;
        for (int i = from; bytes.get(i) >= '0' && bytes.get(i) <= '9'; i++) {
            number = number * 10 + bytes.get(i) - '0';
        }
        return number;
    }

    /** A client's frame, masked by zeros: which is legal, and nothing to compute. */
    private static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8); // always less than 126
        return ByteBuffer.allocate(bytes.length + 6)
                .put((byte) 0x81)
                .put((byte) (0x80 | bytes.length))
                .putInt(0)
                .put(bytes)
                .array();
    }
}
