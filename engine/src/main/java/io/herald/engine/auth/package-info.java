/** Who a client is: what its token says, once it is known to be true. */
@NullMarked
package io.herald.engine.auth;

import org.jspecify.annotations.NullMarked;
