/** What can be read off a script's text, whether it compiles or not: its tokens, its notations, its outline. */
@NullMarked
package io.herald.dsl.text;

import org.jspecify.annotations.NullMarked;
