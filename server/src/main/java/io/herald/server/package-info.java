/** The {@code herald} command: settings, the command line, and the wiring of one node. */
@NullMarked
package io.herald.server;

import org.jspecify.annotations.NullMarked;
