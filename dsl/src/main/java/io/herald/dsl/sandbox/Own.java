package io.herald.dsl.sandbox;

/** Marks the classes that scripts declare: all that they declare themselves may be touched by scripts. Public for compiled code; not API. */
public interface Own {}
