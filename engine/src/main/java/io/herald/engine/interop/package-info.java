/** What servers of other kinds say to each other, read for this node's sockets: never answered, never passed on. */
@NullMarked
package io.herald.engine.interop;

import org.jspecify.annotations.NullMarked;
