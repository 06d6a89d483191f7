/** What a node and its commands are set to: every setting there is, where it may be given, and what it takes. */
@NullMarked
package io.herald.server.settings;

import org.jspecify.annotations.NullMarked;
