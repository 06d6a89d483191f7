/** What was compiled once, kept on disk: values as bytes, bytes as files that are believed only whole. */
@NullMarked
package io.herald.dsl.cache;

import org.jspecify.annotations.NullMarked;
