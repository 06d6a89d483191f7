/** Scripts that the nodes of a cluster share: what each does with an edition, and how a new one is rolled out to all. */
@NullMarked
package io.herald.server.shared;

import org.jspecify.annotations.NullMarked;
