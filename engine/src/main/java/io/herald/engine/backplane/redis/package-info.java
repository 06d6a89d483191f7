/**
 * The backplane of a cluster: a Redis stream in the format of Node's streams adapter, with a sequence of our own beside it.
 *
 * @see <a href="https://github.com/socketio/socket.io-redis-streams-adapter">the format</a>
 */
@NullMarked
package io.herald.engine.backplane.redis;

import org.jspecify.annotations.NullMarked;
