/** What carries a broadcast between nodes: the contract, and its in-memory form for a single node. */
@NullMarked
package io.herald.engine.backplane;

import org.jspecify.annotations.NullMarked;
