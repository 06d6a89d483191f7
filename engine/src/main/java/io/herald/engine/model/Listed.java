package io.herald.engine.model;

/** An item of a {@link Page}. */
public interface Listed {
    /** By which lists are sorted; unique in one. */
    String key();

    /** Characters it takes, about: pages are bounded by these, too. */
    int weight();
}
