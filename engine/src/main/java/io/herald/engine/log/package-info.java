/** How trouble is told that may come again and again. */
@NullMarked
package io.herald.engine.log;

import org.jspecify.annotations.NullMarked;
