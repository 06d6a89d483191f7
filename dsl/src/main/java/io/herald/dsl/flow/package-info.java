/** Follows values through the code of scripts, and tells what is known of their types. */
@NullMarked
package io.herald.dsl.flow;

import org.jspecify.annotations.NullMarked;
