/** Scripts: what they compile to, and the host that keeps it in step with their folder. */
@NullMarked
package io.herald.dsl;

import org.jspecify.annotations.NullMarked;
