/** The words of the field as values: what every floor above speaks in. Imports nothing but the JDK. */
@NullMarked
package io.herald.engine.model;

import org.jspecify.annotations.NullMarked;
