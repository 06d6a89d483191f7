package io.herald.dsl.flow;

import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** What is known of variables at a place of some code: inputs, parameters, {@code it}, and those that are declared there. One script. */
final class KnownVariables {
    private final Set<Variable> declared = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Variable, Path> known = new IdentityHashMap<>();
    private final Deque<Optional<Path>> its = new ArrayDeque<>();
    private Set<Variable> assigned = Set.of();
    private Optional<Fields> inputs = Optional.empty();

    /** @param typed what the method sees of a trigger, if it does */
    void enter(MethodNode method, Optional<Fields> typed) {
        inputs = typed;
        assigned = Assigned.in(method.getCode());
        its.clear();
        for (Parameter parameter : method.getParameters()) {
            declare(parameter, Optional.empty());
        }
    }

    /** What its author says it is, or else what it is given, if it is given nothing else. */
    void declare(Variable variable, Optional<Path> value) {
        declared.add(variable);
        Type type = ModelNames.known(variable);
        Optional<Path> path = type != Scalar.OBJECT ? Path.of(type) : value.filter(given -> isGivenOnce(variable));
        path.ifPresentOrElse(given -> known.put(variable, given), () -> known.remove(variable));
    }

    /** Whether it is for ever what it is declared as. */
    boolean isGivenOnce(Variable variable) {
        return !assigned.contains(variable);
    }

    /** @param first what its first parameter, or {@code it}, is given */
    void enter(ClosureExpression closure, Optional<Path> first, Optional<Path> second) {
        Parameter[] parameters = Ast.parameters(closure);
        for (int i = 0; i < parameters.length; i++) {
            declare(parameters[i], i == 0 ? first : i == 1 ? second : Optional.empty());
        }
        if (hasIt(closure)) {
            its.push(first);
        }
    }

    void leave(ClosureExpression closure) {
        if (hasIt(closure)) {
            its.pop();
        }
    }

    private static boolean hasIt(ClosureExpression closure) {
        return closure.getParameters() != null && closure.getParameters().length == 0;
    }

    Optional<Path> path(VariableExpression variable) {
        Variable accessed = variable.getAccessedVariable();
        if (accessed instanceof DynamicVariable) {
            return inputs.flatMap(typed -> typed.field(variable.getName())).flatMap(input -> Path.of(input.type()));
        }
        boolean isIt = accessed instanceof Parameter && variable.getName().equals("it") && !declared.contains(accessed);
        return isIt ? Optional.ofNullable(its.peek()).flatMap(it -> it) : Optional.ofNullable(known.get(accessed));
    }
}
