/** The one door to Herald from Java: {@link io.herald.engine.Engine}. */
@NullMarked
package io.herald.engine;

import org.jspecify.annotations.NullMarked;
