/** The admin API over HTTP. */
@NullMarked
package io.herald.server.http;

import org.jspecify.annotations.NullMarked;
