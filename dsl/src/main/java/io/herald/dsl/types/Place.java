package io.herald.dsl.types;

/** The place of a character of a script, counted as Groovy does: from 1, an emoji as one. */
public record Place(int line, int column) {}
