package io.herald.engine.delivery.socketio

/** A WebSocket client in one room that reads nothing until it is asked what came. */
class SlowReader implements AutoCloseable {
    private final Socket socket = new Socket()
    private final DataInputStream input
    String last

    SlowReader(int port, String room) {
        socket.receiveBufferSize = 4096
        socket.soTimeout = 1_000
        socket.connect(new InetSocketAddress("127.0.0.1", port))
        input = new DataInputStream(socket.inputStream)
        socket.outputStream << "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        while (input.readLine() != "") {}
        ["40", "421[\"join\",\"$room\",[]]"].each { socket.outputStream << masked(it) }
        socket.outputStream.flush()
    }

    private static byte[] masked(String text) {
        byte[] bytes = text.bytes
        [(byte) 0x81, (byte) (0x80 | bytes.length), 0, 0, 0, 0, *bytes] as byte[]
    }

    /** Reads until nothing comes any more; returns how many broadcasts there were but the last message. */
    int messages() {
        int count = 0
        try {
            while (true) {
                input.readByte()
                int length = input.readByte()
                byte[] bytes = new byte[length == 126 ? input.readUnsignedShort() : length == 127 ? (int) input.readLong() : length]
                input.readFully(bytes)
                last = new String(bytes)
                count += last.startsWith('42["Event"') ? 1 : 0
            }
        } catch (SocketTimeoutException | EOFException end) {
            return count
        }
    }

    @Override
    void close() { socket.close() }
}
