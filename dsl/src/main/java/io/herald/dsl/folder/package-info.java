/** The folder that scripts stand in: what is in it, and when what is being written there has come to rest. */
@NullMarked
package io.herald.dsl.folder;

import org.jspecify.annotations.NullMarked;
