/** Benchmarks of single steps of the backplane, in its package: what they measure is nobody else's business. */
@NullMarked
package io.herald.engine.backplane.redis;

import org.jspecify.annotations.NullMarked;
