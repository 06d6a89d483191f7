package io.herald.server.node;

import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Says before anything else starts, in one line, why an address or a port can't be had. */
final class Ports {
    private Ports() {}

    /** @throws UsageException when a port of the settings can't be bound */
    static void requireFree(Settings settings) {
        InetAddress address = address(settings.bind());
        if (settings.adminPort() != 0 && settings.adminPort() == settings.socketioPort()) {
            throw new UsageException("admin-port and socketio-port are both " + settings.adminPort()
                    + ": choose another for one of them (0 picks a free one)");
        }
        requireFree(Setting.ADMIN_PORT, address, settings.adminPort());
        requireFree(Setting.SOCKETIO_PORT, address, settings.socketioPort());
    }

    private static InetAddress address(String bind) {
        try {
            InetAddress address = InetAddress.getByName(bind);
            if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
                return address;
            }
        } catch (UnknownHostException | SocketException e) {
            throw noAddress(bind);
        }
        throw noAddress(bind);
    }

    private static UsageException noAddress(String bind) {
        return new UsageException("bind '" + bind
                + "' is no address of this machine: choose one that is, such as 127.0.0.1, or 0.0.0.0 for all");
    }

    private static void requireFree(Setting setting, InetAddress address, int port) {
        try (ServerSocket attempt = new ServerSocket()) {
            attempt.setReuseAddress(true); // as the servers do: a port whose last connections linger is free
            attempt.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw taken(setting, address.getHostAddress(), port);
        }
    }

    static UsageException taken(Setting setting, String address, int port) {
        return new UsageException("port " + port + " of " + address
                + " can't be bound: stop what listens there, or choose another with " + setting.flag()
                + " (0 picks a free one)");
    }
}
