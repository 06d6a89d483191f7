/** Scripts: the folder they stand in, what they compile to, and the host that keeps the two in step. */
@NullMarked
package io.herald.dsl;

import org.jspecify.annotations.NullMarked;
