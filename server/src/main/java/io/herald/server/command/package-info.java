/** The {@code herald} command: each command of it, and what they tell. The home of picocli. */
@NullMarked
package io.herald.server.command;

import org.jspecify.annotations.NullMarked;
