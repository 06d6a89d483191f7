package io.herald.dsl;

import io.herald.dsl.cache.DiskCache;

/**
 * What a script is compiled against, beside its own text.
 *
 * @param isTrusted whether it may use all of Groovy and the JDK
 * @param cache of what was compiled before
 */
record Surroundings(boolean isTrusted, HelperClasses helpers, Plugins plugins, DiskCache cache) {
    static final Surroundings NONE = new Surroundings(false, HelperClasses.NONE, Plugins.NONE, DiskCache.NONE);

    Surroundings with(HelperClasses newHelpers) {
        return new Surroundings(isTrusted, newHelpers, plugins, cache);
    }

    /** The same, where nothing is found or kept. */
    Surroundings uncached() {
        return new Surroundings(isTrusted, helpers, plugins, DiskCache.NONE);
    }
}
