package io.herald.engine.delivery.socketio;

import io.netty.channel.Channel;

/** A GET that waits for messages. */
record PendingPoll(Channel channel, HttpAnswer answer) {}
