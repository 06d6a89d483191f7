package io.herald.server.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes a connection on which the head of a request drips in: an idle timeout begins anew with each byte, this does not. A request whose
 * head is there has all the time that its answer takes. Thread-safe.
 */
final class HeadDeadline extends AbstractLifeCycle implements Connection.Listener {
    private final Server server;
    private final long lookMillis;

    /** @param lookMillis between two looks; a head that is unfinished at two of them is too slow */
    HeadDeadline(Server server, long lookMillis) {
        this.server = server;
        this.lookMillis = lookMillis;
    }

    /**
     * One look at a connection.
     *
     * @param bytes had come in when the last request was seen to be there
     * @param wasUnfinished some had come in since, and not yet all of a head
     */
    private record Look(long requests, long bytes, boolean wasUnfinished) {}

    @Override
    protected void doStart() {
        for (Connector connector : server.getConnectors()) {
            connector.addEventListener(this);
        }
    }

    @Override
    public void onOpened(Connection connection) {
        lookLater(connection, new Look(0, 0, false));
    }

    private void lookLater(Connection connection, Look before) {
        server.getScheduler().schedule(() -> look(connection, before), lookMillis, TimeUnit.MILLISECONDS);
    }

    private void look(Connection connection, Look before) {
        if (!connection.getEndPoint().isOpen()) {
            return;
        }
        long requests = connection.getMessagesIn();
        if (requests != before.requests()) {
            lookLater(connection, new Look(requests, connection.getBytesIn(), false));
            return;
        }
        boolean isAnswered = connection.getMessagesOut() == requests;
        boolean isUnfinished = isAnswered && connection.getBytesIn() > before.bytes();
        if (isUnfinished && before.wasUnfinished()) {
            connection.close();
        } else {
            lookLater(connection, new Look(requests, before.bytes(), isUnfinished));
        }
    }
}
