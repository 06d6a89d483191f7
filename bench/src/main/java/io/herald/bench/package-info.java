/** Measures Herald beside its peers, over real sockets on one machine. */
@NullMarked
package io.herald.bench;

import org.jspecify.annotations.NullMarked;
