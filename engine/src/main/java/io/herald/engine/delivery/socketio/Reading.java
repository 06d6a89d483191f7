package io.herald.engine.delivery.socketio;

import io.netty.channel.Channel;

/** Whether one connection is read: not as long as somebody holds it. On the connection's event loop. */
final class Reading {
    private final Channel channel;
    private int holds;

    Reading(Channel channel) {
        this.channel = channel;
    }

    /** Nothing more is read until as many {@link #release} it as held it. */
    void hold() {
        if (holds++ == 0) {
            channel.config().setAutoRead(false);
        }
    }

    void release() {
        if (--holds == 0) {
            channel.config().setAutoRead(true);
        }
    }
}
