/** What values of scripts may be: types, what fits them, and what code tells of them. */
@NullMarked
package io.herald.dsl.types;

import org.jspecify.annotations.NullMarked;
