/** What editors are given: a language server, and files that tell IntelliJ the words of scripts. The home of LSP4J. */
@NullMarked
package io.herald.server.ide;

import org.jspecify.annotations.NullMarked;
