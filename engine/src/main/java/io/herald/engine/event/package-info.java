/** Events, the catalog they stand in, and the pure decision what one trigger would broadcast. */
@NullMarked
package io.herald.engine.event;

import org.jspecify.annotations.NullMarked;
