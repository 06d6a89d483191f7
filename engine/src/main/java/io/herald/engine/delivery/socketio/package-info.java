/** Delivery to stock Socket.IO clients, by netty-socketio. Netty and netty-socketio stay in here. */
@NullMarked
package io.herald.engine.delivery.socketio;

import org.jspecify.annotations.NullMarked;
