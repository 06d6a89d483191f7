package io.herald.dsl;

import io.herald.dsl.flow.Ast;
import io.herald.dsl.text.SourceText;
import io.herald.dsl.types.Place;
import io.herald.engine.model.Problem;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;

/** Takes what is found wrong with one script. */
record Findings(SourceText source, List<Problem> problems) {
    void add(ASTNode node, String message, String hint) {
        add(Ast.place(node), message, hint);
    }

    void add(Place place, String message, String hint) {
        problems.add(source.problem(place, message, hint));
    }

    int count() {
        return problems.size();
    }
}
