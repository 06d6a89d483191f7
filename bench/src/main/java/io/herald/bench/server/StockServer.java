package io.herald.bench.server;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/** netty-socketio as its users have it, on epoll. */
public final class StockServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StockServer() {}

    public static void main(String[] words) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(freePort());
        configuration.setUseLinuxNativeEpoll(true);
        configuration.getSocketConfig().setAcceptBackLog(4096);
        SocketIOServer server = new SocketIOServer(configuration);
        server.addMultiTypeEventListener(
                "join",
                (client, arguments, ack) -> {
                    List<?> id = arguments.get(1);
                    client.joinRoom("bench." + id.get(0));
                    ack.sendAckData(Map.of("ok", true));
                },
                String.class,
                List.class);
        server.start();
        TriggerEndpoint.tell(TriggerEndpoint.listen(ask -> broadcast(server, ask)), configuration.getPort());
    }

    /** It can't tell which port it was given for 0. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void broadcast(SocketIOServer server, Ask ask) {
        try {
            Map<?, ?> message = JSON.readValue(ask.message(), Map.class);
            ask.each(room -> server.getRoomOperations("bench." + room).sendEvent("Bench", message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
