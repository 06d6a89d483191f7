package io.herald.dsl;

import io.herald.dsl.Flow.Handed;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;

/** Holds calls of the script's methods, and of static ones of its classes and helpers, against what these take. One script. */
final class MethodCalls {
    private final SourceText source;
    private final TypeFlow flow;
    private final List<Problem> problems;
    private final List<Handed> handed = new ArrayList<>();

    MethodCalls(SourceText source, TypeFlow flow, List<Problem> problems) {
        this.source = source;
        this.flow = flow;
        this.problems = problems;
    }

    /** Arguments whose types the linker is to look at. */
    List<Handed> handed() {
        return handed;
    }

    /**
     * Looks at one call.
     *
     * @param name for messages: {@code method title}
     * @param methods all that it may mean; with none nothing is said
     */
    void check(MethodCallExpression call, String name, List<MethodNode> methods) {
        List<Expression> arguments = Ast.arguments(call);
        boolean isPlain =
                arguments.stream().noneMatch(each -> each instanceof SpreadExpression || each instanceof MapExpression);
        if (methods.isEmpty() || !isPlain) {
            return; // named arguments are one map
        }
        List<MethodNode> fitting = methods.stream()
                .filter(method -> takes(method, arguments.size()))
                .toList();
        if (fitting.isEmpty()) {
            problems.add(source.problem(
                    Ast.place(call.getMethod()),
                    name + " takes " + counts(methods) + ", not " + arguments.size(),
                    declared(methods.get(0))));
        } else if (fitting.size() == 1 && fitting.get(0).getParameters().length == arguments.size()) {
            hand(arguments, fitting.get(0), name);
        }
    }

    private void hand(List<Expression> arguments, MethodNode method, String name) {
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = method.getParameters()[i];
            Type taken = ModelNames.known(parameter.getOriginType());
            if (taken != Scalar.OBJECT) {
                String takes = name + " takes a " + taken + " as "
                        + (isWritten(method) ? "'" + parameter.getName() + "'" : "argument " + (i + 1));
                flow.given(arguments.get(i))
                        .ifPresent(path -> handed.add(new Handed(path, taken, takes, declared(method))));
            }
        }
    }

    /** Groovy gives null to the only parameter where nothing is given. */
    private static boolean takes(MethodNode method, int arguments) {
        Parameter[] parameters = method.getParameters();
        if (arguments == 0 && parameters.length == 1) {
            return true;
        }
        boolean isOpen = parameters.length > 0
                && parameters[parameters.length - 1].getOriginType().isArray();
        return isOpen
                ? arguments >= required(method) - 1
                : arguments >= required(method) && arguments <= parameters.length;
    }

    private static int required(MethodNode method) {
        return (int) IntStream.range(0, method.getParameters().length)
                .filter(i -> !method.getParameters()[i].hasInitialExpression())
                .count();
    }

    private static String counts(List<MethodNode> methods) {
        TreeSet<Integer> counts = new TreeSet<>();
        methods.forEach(method -> IntStream.rangeClosed(required(method), method.getParameters().length)
                .forEach(counts::add));
        String several = counts.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return counts.size() == 1 ? Text.count(counts.first(), "argument") : several + " arguments";
    }

    private static boolean isWritten(MethodNode method) {
        return method.getLineNumber() > 0;
    }

    private String declared(MethodNode method) {
        return isWritten(method)
                ? "it is declared at " + source.path() + ":" + method.getLineNumber() + ":" + method.getColumnNumber()
                : "";
    }
}
