/** The load generator: thousands of Socket.IO clients and their triggers in one thread, by nothing but the JDK. The same for every server. */
@NullMarked
package io.herald.bench.load;

import org.jspecify.annotations.NullMarked;
