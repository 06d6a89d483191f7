/** The servers that the bench starts beside the packaged Herald and Node, each a process of its own. */
@NullMarked
package io.herald.bench.server;

import org.jspecify.annotations.NullMarked;
