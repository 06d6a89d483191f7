/** Benchmarks of single steps of the delivery, in its package: what they measure is nobody else's business. */
@NullMarked
package io.herald.engine.delivery.socketio;

import org.jspecify.annotations.NullMarked;
