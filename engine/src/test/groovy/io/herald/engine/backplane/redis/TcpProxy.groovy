package io.herald.engine.backplane.redis

import groovy.transform.CompileStatic
import java.util.concurrent.ConcurrentHashMap

/** Stands between a client and a server on this machine, and fails as networks do. */
@CompileStatic
class TcpProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.loopbackAddress)
    private final Set<Socket> open = ConcurrentHashMap.newKeySet()
    private final int target
    private volatile boolean cut
    private volatile boolean stalled
    private volatile boolean losing
    volatile long delayMillis

    TcpProxy(int target) {
        this.target = target
        thread { accept() }
    }

    int getPort() {
        server.localPort
    }

    String getUrl() {
        "redis://127.0.0.1:$port"
    }

    /** Resets what is connected, and refuses what comes. */
    void cut() {
        cut = true
        open.each { it.close() }
    }

    /** Keeps connections open and lets no byte through: a half-open link. */
    void stall() {
        stalled = true
    }

    /** Lets the next command through and resets its connection before the reply. */
    void loseNextReply() {
        losing = true
    }

    /** Ends any fault; what was stalled is reset, as by a router that forgot it. */
    void heal() {
        if (stalled) {
            open.each { it.close() }
        }
        cut = false
        stalled = false
        delayMillis = 0
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy")
        thread.daemon = true
        thread.start()
    }

    private void accept() {
        while (!server.closed) {
            try {
                Socket client = server.accept()
                if (cut || !join(client)) {
                    client.close()
                }
            } catch (IOException ignored) {
                // closed, or the client is gone already
            }
        }
    }

    private boolean join(Socket client) {
        Socket peer
        try {
            peer = new Socket(InetAddress.loopbackAddress, target)
        } catch (IOException ignored) {
            return false // the server is away: so is this
        }
        open << client
        open << peer
        thread { pump(client, peer, false) }
        thread { pump(peer, client, true) }
        true
    }

    private void pump(Socket from, Socket to, boolean isReply) {
        byte[] buffer = new byte[16384]
        try {
            int count
            while ((count = from.inputStream.read(buffer)) >= 0 && !(isReply && losing)) {
                while (stalled) {
                    Thread.sleep(10)
                }
                if (delayMillis > 0) {
                    Thread.sleep(delayMillis)
                }
                to.outputStream.write(buffer, 0, count)
            }
        } catch (IOException ignored) {
            // one side is gone: so is the other
        } finally {
            losing &= !isReply
            from.close()
            to.close()
            open.remove(from)
            open.remove(to)
        }
    }

    @Override
    void close() {
        server.close()
        stalled = false
        open.each { it.close() }
    }
}
