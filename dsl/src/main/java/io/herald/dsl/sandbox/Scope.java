package io.herald.dsl.sandbox;

import org.codehaus.groovy.ast.ClassNode;

/**
 * Where code stands.
 *
 * @param isUnit whether the class is what the script itself becomes: of it code may call helper methods, and nothing else
 */
record Scope(Types types, Report report, ClassNode type, boolean isUnit) {}
