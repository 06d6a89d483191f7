/** The last step on one node: the contract between the engine and whatever holds the sockets. */
@NullMarked
package io.herald.engine.delivery;

import org.jspecify.annotations.NullMarked;
