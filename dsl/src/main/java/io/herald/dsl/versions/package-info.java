/** The texts of scripts that were in force once: who put them there, when, and from where. */
@NullMarked
package io.herald.dsl.versions;

import org.jspecify.annotations.NullMarked;
