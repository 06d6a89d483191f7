/** The {@code herald} command: the command line, and the wiring of one node. */
@NullMarked
package io.herald.server;

import org.jspecify.annotations.NullMarked;
