package io.herald.dsl;

import io.herald.dsl.types.Flow.Called;
import io.herald.dsl.types.Flow.Handed;
import io.herald.dsl.types.Flow.Member;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ConstructorNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.stmt.EmptyStatement;

/** Holds calls of the script's methods, and of static ones of its classes and helpers, against what these take. One script. */
final class MethodCalls {
    private final SourceText source;
    private final TypeFlow flow;
    private final ModelNames names;
    private final List<Problem> problems;
    private final List<Handed> handed = new ArrayList<>();
    private final List<Called> called = new ArrayList<>();

    MethodCalls(SourceText source, TypeFlow flow, ModelNames names, List<Problem> problems) {
        this.source = source;
        this.flow = flow;
        this.names = names;
        this.problems = problems;
    }

    /** Arguments whose types the linker is to look at. */
    List<Handed> handed() {
        return handed;
    }

    /** Calls of what no script declares, for the linker to look at. */
    List<Called> called() {
        return called;
    }

    /** Looks at a call of a value's method, or of a class's static one. */
    void check(MethodCallExpression call) {
        String name = call.getMethodAsString();
        if (name == null) {
            return;
        }
        if (call.getObjectExpression() instanceof ClassExpression owner) {
            ofClass(call, owner.getType(), name);
        } else {
            flow.owner(call)
                    .ifPresent(owner ->
                            note(new Member("", Optional.of(owner), name), call.getMethod(), call.getArguments()));
        }
    }

    private void ofClass(MethodCallExpression call, ClassNode owner, String name) {
        if (names.isClosed(owner)) {
            List<MethodNode> methods =
                    owner.getMethods(name).stream().filter(MethodNode::isStatic).toList();
            check(call.getMethod(), owner.getNameWithoutPackage() + "." + name, methods, call.getArguments());
        } else {
            note(new Member(owner.getName(), Optional.empty(), name), call.getMethod(), call.getArguments());
        }
    }

    private void note(Member member, ASTNode place, Expression arguments) {
        if (Ast.isPlain(arguments)) {
            called.add(new Called(
                    member,
                    Ast.place(place),
                    Ast.parts(arguments).stream().map(flow::given).toList()));
        }
    }

    /**
     * Looks at a call without an owner, in code of the class.
     *
     * @param isStatic whether that code has no object
     */
    void check(MethodCallExpression call, ClassNode type, boolean isStatic) {
        String name = String.valueOf(call.getMethodAsString());
        List<MethodNode> methods = type.getMethods(name).stream()
                .filter(method -> !isStatic || method.isStatic())
                .toList();
        check(call.getMethod(), "method " + name, methods, call.getArguments());
    }

    /** Looks at a call without an owner, in static code. */
    void check(StaticMethodCallExpression call) {
        if (names.isClosed(call.getOwnerType())) {
            check(
                    call,
                    "method " + call.getMethod(),
                    call.getOwnerType().getMethods(call.getMethod()),
                    call.getArguments());
        }
    }

    /** Looks at a construction: what needs nothing may be given a map of its properties. */
    void check(ConstructorCallExpression built) {
        List<ConstructorNode> all = built.getType().getDeclaredConstructors();
        boolean needsNothing = all.isEmpty() || all.stream().anyMatch(each -> each.getParameters().length == 0);
        boolean isOfProperties = needsNothing && Ast.parts(built.getArguments()).size() == 1;
        if (built.isSpecialCall()) {
            return;
        }
        if (!names.isClosed(built.getType())) {
            note(new Member(built.getType().getName(), Optional.empty(), ""), built, built.getArguments());
        } else if (!isOfProperties) {
            List<MethodNode> constructors = all.isEmpty() ? List.of(ofNothing(built.getType())) : List.copyOf(all);
            check(built, "new " + built.getType().getNameWithoutPackage(), constructors, built.getArguments());
        }
    }

    private static ConstructorNode ofNothing(ClassNode type) {
        ConstructorNode constructor = new ConstructorNode(Modifier.PUBLIC, EmptyStatement.INSTANCE);
        constructor.setDeclaringClass(type);
        return constructor;
    }

    /**
     * Looks at one call.
     *
     * @param name for messages: {@code method title}
     * @param methods all that it may mean; with none nothing is said
     */
    private void check(ASTNode place, String name, List<MethodNode> methods, Expression given) {
        List<Expression> arguments = Ast.parts(given);
        if (methods.isEmpty() || !Ast.isPlain(given)) {
            return;
        }
        List<MethodNode> fitting = methods.stream()
                .filter(method -> takes(method, arguments.size()))
                .toList();
        if (fitting.isEmpty()) {
            problems.add(source.problem(
                    Ast.place(place),
                    name + " takes " + counts(methods) + ", not " + arguments.size(),
                    declared(methods.get(0))));
        } else if (fitting.size() == 1 && fitting.get(0).getParameters().length == arguments.size()) {
            hand(arguments, fitting.get(0), name);
        }
    }

    private void hand(List<Expression> arguments, MethodNode method, String name) {
        List<Type> types = names.signature(method).parameters();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = method.getParameters()[i];
            Type taken = types.get(i);
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
