package io.herald.dsl.sandbox;

import io.herald.engine.model.Names;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;

/** Says in a script author's words what is refused, each once. One use. */
final class Report {
    private static final String MORE = "what scripts may touch is told in docs/scripts.md";

    private final Refusals refusals;
    private final Set<String> told = new HashSet<>();
    private ASTNode around = new ASTNode();

    Report(Refusals refusals) {
        this.refusals = refusals;
    }

    /** What stands around the code to come: told instead of what has no place of its own. */
    void enter(ASTNode node) {
        if (node.getLineNumber() > 0) {
            around = node;
        }
    }

    void refuse(ASTNode node, String message) {
        refuse(node, message, MORE);
    }

    void refuse(ASTNode node, String message, String hint) {
        ASTNode at = node.getLineNumber() > 0 ? node : around;
        int line = Math.max(1, at.getLineNumber());
        int column = Math.max(1, at.getColumnNumber());
        if (told.add(line + ":" + column + ":" + message)) {
            refusals.refuse(line, column, message, hint);
        }
    }

    void type(ASTNode node, ClassNode type) {
        refuse(node, "the class " + Types.simpleName(type) + " is not allowed in scripts");
    }

    /** Refuses a member that the owner, when it is known, or else nothing has. */
    void member(ASTNode node, Optional<String> owner, String kind, String name, Collection<String> known) {
        String message = owner.map(each -> each + " has no " + kind + " '" + name + "' that scripts may use")
                .orElse("no " + kind + " '" + name + "' is known to scripts");
        Optional<String> nearest = Names.nearest(name, known).stream().findFirst();
        refuse(
                node,
                message,
                nearest.map(each -> "did you mean '" + each + "'?").orElse(MORE));
    }
}
