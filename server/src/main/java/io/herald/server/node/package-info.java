/** One node, wired from its settings: what {@code herald serve} runs. */
@NullMarked
package io.herald.server.node;

import org.jspecify.annotations.NullMarked;
