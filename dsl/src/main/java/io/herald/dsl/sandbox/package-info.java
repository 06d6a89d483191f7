/** What code of scripts may touch: checked against one list when a script is compiled, and again where only the run time can tell. */
@org.jspecify.annotations.NullMarked
package io.herald.dsl.sandbox;
