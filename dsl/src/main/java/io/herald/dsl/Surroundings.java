package io.herald.dsl;

/**
 * What a script is compiled against, beside its own text.
 *
 * @param isTrusted whether it may use all of Groovy and the JDK
 */
record Surroundings(boolean isTrusted, HelperClasses helpers, Plugins plugins) {
    static final Surroundings NONE = new Surroundings(false, HelperClasses.NONE, Plugins.NONE);

    Surroundings with(HelperClasses newHelpers) {
        return new Surroundings(isTrusted, newHelpers, plugins);
    }
}
