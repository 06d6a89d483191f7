/** What scripts cost: beside Java written by hand, and while they are loaded. */
@NullMarked
package io.herald.bench.dsl;

import org.jspecify.annotations.NullMarked;
