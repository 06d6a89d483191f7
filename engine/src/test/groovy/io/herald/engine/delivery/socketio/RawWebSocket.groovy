package io.herald.engine.delivery.socketio

/** A WebSocket whose frames are written and read byte for byte. */
class RawWebSocket implements AutoCloseable {
    static final int TEXT = 0x81
    static final int CLOSE = 0x88
    static final int PING = 0x89

    /** As it came: nothing inflated. */
    record Frame(int first, byte[] payload) {
        String text() { new String(payload, "UTF-8") }
    }

    private final Socket socket = new Socket()
    private final DataInputStream input
    final Map<String, String> headers = [:]

    /** @param receiveBuffer of the kernel, where a small one is needed */
    RawWebSocket(int port, String extensions = null, int receiveBuffer = 0) {
        if (receiveBuffer > 0) {
            socket.receiveBufferSize = receiveBuffer
        }
        socket.soTimeout = 30_000
        socket.connect(new InetSocketAddress("127.0.0.1", port))
        input = new DataInputStream(socket.inputStream)
        socket.outputStream << "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" +
                (extensions ? "Sec-WebSocket-Extensions: $extensions\r\n\r\n" : "\r\n")
        String line
        while ((line = input.readLine()) != "") {
            List<String> header = line.split(": ", 2).toList()
            headers[header[0].toLowerCase()] = header.size() == 2 ? header[1] : ""
        }
    }

    /** Past the greetings, in a room. */
    RawWebSocket inRoom(String room) {
        say("40")
        say("421[\"join\",\"$room\",[]]")
        while (!read().text().startsWith("431")) {}
        this
    }

    void say(String text) { send(TEXT, text.getBytes("UTF-8")) }

    void send(int first, byte[] payload) { write(frame(first, payload)) }

    /** Masks by zeros: which is legal, and leaves the bytes as they are. */
    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()
        DataOutputStream frame = new DataOutputStream(bytes)
        frame.writeByte(first)
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length)
        } else if (payload.length < 1 << 16) {
            frame.writeByte(0x80 | 126)
            frame.writeShort(payload.length)
        } else {
            frame.writeByte(0x80 | 127)
            frame.writeLong(payload.length)
        }
        frame.writeInt(0)
        frame.write(payload)
        bytes.toByteArray()
    }

    void write(byte[] frames) { socket.outputStream.write(frames) }

    Frame read() {
        int first = input.readUnsignedByte()
        int length = input.readByte()
        byte[] payload = new byte[length == 126 ? input.readUnsignedShort() : length == 127 ? (int) input.readLong() : length]
        input.readFully(payload)
        new Frame(first, payload)
    }

    /** The next frame that is no greeting. */
    Frame answer() {
        Frame frame = read()
        frame.first() == TEXT && frame.text()[0] in ["0", "2"] ? answer() : frame
    }

    /** Why it was closed, once it is. */
    int closeStatus() {
        Frame frame = answer()
        frame.first() == CLOSE ? ((frame.payload()[0] & 0xff) << 8 | frame.payload()[1] & 0xff) : closeStatus()
    }

    void readTimeout(int millis) { socket.soTimeout = millis }

    @Override
    void close() { socket.close() }
}
