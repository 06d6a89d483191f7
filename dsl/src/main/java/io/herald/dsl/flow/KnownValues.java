package io.herald.dsl.flow;

import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Flow.Move;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.Flow.Step;
import io.herald.dsl.types.ItemMethods;
import io.herald.dsl.types.Operator;
import io.herald.dsl.types.Place;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/**
 * What is known of values at a place of some code: variables, what closures are given, and what is read and made of those. Of a value that
 * may be one or another, what both are. One script; follows its code from above to below.
 */
final class KnownValues {
    private final ModelNames names;
    private final Origins origins;
    private final List<Path> alone;
    private final IdentityHashMap<Expression, Optional<Path>> found = new IdentityHashMap<>();
    private final KnownVariables variables;
    private Optional<Path> self = Optional.empty();
    private Optional<MethodNode> at = Optional.empty();

    /** @param alone takes what is called that is the beginning of no longer path */
    KnownValues(ModelNames names, KnownVariables variables, List<Path> alone) {
        this.names = names;
        this.variables = variables;
        this.origins = new Origins(names);
        this.alone = alone;
    }

    /** Says whose methods are to be followed: they know each other without an owner, and the fields. */
    void enter(ClassNode type) {
        self = Path.of(ModelNames.known(type));
        type.getFields().forEach(field -> variables.declare(field, Optional.empty()));
    }

    /** @param typed what the method sees of a trigger, if it does */
    void enter(MethodNode method, Optional<Fields> typed) {
        at = Optional.of(method);
        variables.enter(method, typed);
    }

    /** As the call has it called. */
    void enter(ClosureExpression closure, MethodCallExpression call) {
        variables.enter(closure, given(closure, call, 0), given(closure, call, 1));
    }

    private Optional<Path> given(ClosureExpression closure, MethodCallExpression call, int number) {
        String method = String.valueOf(call.getMethodAsString());
        if (call.isImplicitThis()) {
            return number == 0 && method.equals("whenPresent")
                    ? path(Ast.arguments(call).get(0))
                    : Optional.empty();
        }
        if (names.classes().areCalled(method)) {
            return Optional.empty();
        }
        int parameters = Ast.parameters(closure).length;
        if (parameters == 2 && ItemMethods.isOfTwo(method) && isCall(call.getObjectExpression(), "withIndex")) {
            return number == 0 ? items((MethodCallExpression) call.getObjectExpression()) : Path.of(Scalar.INTEGER);
        }
        Optional<Path> owner = path(call.getObjectExpression());
        Optional<Path> each = call.isSpreadSafe() ? owner.flatMap(Path::item) : owner;
        return switch (ItemMethods.given(method, parameters, number)) {
            case OWNER -> each;
            case ITEM -> each.flatMap(Path::item);
            case VALUE -> each.flatMap(known -> known.then(Move.VALUE));
            case UNKNOWN -> Optional.empty();
        };
    }

    /** Of a call of it without arguments. */
    private static boolean isCall(Expression value, String method) {
        return value instanceof MethodCallExpression call
                && method.equals(call.getMethodAsString())
                && !call.isImplicitThis()
                && Ast.arguments(call).isEmpty();
    }

    /** An item of the call's owner. */
    private Optional<Path> items(MethodCallExpression call) {
        return path(call.getObjectExpression()).flatMap(Path::item);
    }

    // ---- what is known of a value

    /** Found once: a chain's beginnings are asked for again and again. */
    Optional<Path> path(Expression value) {
        if (isThis(value)) {
            return self; // of one class after another, and Groovy may write the same in all
        }
        Optional<Path> known = found.get(value);
        if (known == null) {
            known = find(value).map(path -> path.at(Ast.place(value), Ast.end(value)));
            found.put(value, known);
        }
        return known;
    }

    /** What was found when code was followed: it may stand in a closure that has been left since. */
    Optional<Path> found(Expression value) {
        return isThis(value) ? self : found.getOrDefault(value, Optional.empty());
    }

    private Optional<Path> find(Expression value) {
        if (value instanceof VariableExpression variable) {
            return variables.path(variable);
        }
        if (value instanceof PropertyExpression property && !isOfClass(property.getObjectExpression())) {
            return property(property);
        }
        if (value instanceof MethodCallExpression call
                && call.getMethodAsString() != null
                && !isOfClass(call.getObjectExpression())) {
            return call(call, call.getMethodAsString());
        }
        if (value instanceof BinaryExpression binary) {
            return binary.getOperation().getType() == Types.LEFT_SQUARE_BRACKET ? at(binary) : operated(binary);
        }
        if (value instanceof CastExpression cast) {
            return cast(cast);
        }
        if (value instanceof RangeExpression range) {
            return operated(Operator.RANGE, range.getFrom(), range.getTo(), Ast.place(range))
                    .or(() -> Path.of(origins.of(range)));
        }
        return value instanceof TernaryExpression choice
                ? either(choice)
                : unary(value).or(() -> Path.of(origins.of(value)));
    }

    /** What is known of it is what it is to become, and not what it was. */
    private Optional<Path> cast(CastExpression cast) {
        Type to = ModelNames.known(cast.getType());
        return to == Scalar.OBJECT
                ? Optional.empty()
                : cast(cast.getExpression(), to, cast.isCoerce()).or(() -> Path.of(to));
    }

    /** A value that is to become another; of a character, Groovy makes nearly all. */
    Optional<Path> cast(Expression value, Type to, boolean isAsked) {
        boolean isCharacter = value instanceof ConstantExpression constant
                && constant.getValue() instanceof String text
                && text.length() == 1;
        return isCharacter ? Optional.empty() : path(value).flatMap(known -> known.cast(to, isAsked));
    }

    private Optional<Path> unary(Expression value) {
        if (value instanceof UnaryMinusExpression negative) {
            return operated(Operator.NEGATIVE, negative.getExpression(), EmptyExpression.INSTANCE, Ast.place(value));
        }
        if (value instanceof UnaryPlusExpression positive) {
            return operated(Operator.POSITIVE, positive.getExpression(), EmptyExpression.INSTANCE, Ast.place(value));
        }
        return value instanceof BitwiseNegationExpression negated
                ? operated(Operator.NEGATE, negated.getExpression(), EmptyExpression.INSTANCE, Ast.place(value))
                : Optional.empty();
    }

    private Optional<Path> operated(BinaryExpression binary) {
        return Operator.of(binary.getOperation().getType())
                .flatMap(operator -> operated(
                        operator,
                        binary.getLeftExpression(),
                        binary.getRightExpression(),
                        Ast.place(binary.getOperation())))
                .or(() -> Path.of(origins.of(binary)));
    }

    /** What an operator makes, of a value of which something is known. */
    Optional<Path> operated(Operator operator, Expression one, Expression other, Place place) {
        return path(one).flatMap(known -> known.operated(operator, path(other), place));
    }

    /** Of what may be null, what it is else. */
    private Optional<Path> either(TernaryExpression choice) {
        Optional<Path> one = path(choice.getTrueExpression());
        Optional<Path> other = path(choice.getFalseExpression());
        if (isNull(choice.getTrueExpression())) {
            return other;
        }
        return isNull(choice.getFalseExpression()) ? one : one.flatMap(first -> other.flatMap(first::or));
    }

    private static boolean isNull(Expression value) {
        return value instanceof ConstantExpression constant && constant.isNullExpression();
    }

    private static boolean isOfClass(Expression owner) {
        return owner instanceof ClassExpression;
    }

    private static boolean isThis(Expression value) {
        return value instanceof VariableExpression variable && variable.isThisExpression();
    }

    /** An object of the class. */
    static Optional<Path> of(ClassNode type) {
        return Path.of(new Type.Own(type.getName()));
    }

    private Optional<Path> property(PropertyExpression property) {
        String name = property.getPropertyAsString();
        return name == null || property instanceof AttributeExpression
                ? Optional.empty()
                : read(
                        property.getObjectExpression(),
                        Step.field(name, Ast.place(property.getProperty())),
                        property.isSpreadSafe());
    }

    /** {@code chat['title']} is {@code chat.title}; a number stands for an item, and what is computed for one or several. */
    private Optional<Path> at(BinaryExpression index) {
        Place place = Ast.place(index.getRightExpression());
        Object key = index.getRightExpression() instanceof ConstantExpression constant ? constant.getValue() : null;
        boolean isOfSome = index.getRightExpression() instanceof RangeExpression
                || index.getRightExpression() instanceof ListExpression;
        Step step = key instanceof String name
                ? Step.field(name, place)
                : Step.of(key instanceof Integer ? Move.AT : isOfSome ? Move.SOME : Move.VALUE, place);
        return read(index.getLeftExpression(), step, false);
    }

    private Optional<Path> call(MethodCallExpression call, String name) {
        if (call.isImplicitThis()) {
            return at.filter(method -> knows(method, name))
                    .flatMap(method -> of(method.getDeclaringClass()))
                    .flatMap(own -> own.then(step(call, name)));
        }
        Expression only = Ast.arguments(call).size() == 1 ? Ast.arguments(call).get(0) : EmptyExpression.INSTANCE;
        if (name.equals("get") && only instanceof ConstantExpression key && key.getValue() instanceof String field) {
            return read(call.getObjectExpression(), Step.got(field, Ast.place(key)), call.isSpreadSafe());
        }
        Step step = step(call, name);
        Optional<Path> called = read(call.getObjectExpression(), step, call.isSpreadSafe());
        Optional<Path> made =
                call.isSpreadSafe() || names.classes().areCalled(name) ? Optional.empty() : made(call, name, only);
        if (made.isPresent()) {
            called.ifPresent(alone::add); // it is not the beginning of a longer one
            return made;
        }
        return called;
    }

    /** What a method gives that its name alone does not tell. */
    private Optional<Path> made(MethodCallExpression call, String method, Expression only) {
        if (only instanceof ClosureExpression closure) {
            return made(closure, call, method);
        }
        if (method.equals("next") && isCall(call.getObjectExpression(), "iterator")) {
            return items((MethodCallExpression) call.getObjectExpression());
        }
        return method.equals("getOrDefault") && Ast.count(call.getArguments()) == 2
                ? either(
                        path(call.getObjectExpression()).flatMap(map -> map.then(Move.VALUE)),
                        Ast.arguments(call).get(1))
                : Optional.empty();
    }

    private Optional<Path> either(Optional<Path> value, Expression other) {
        return isNull(other) ? value : value.flatMap(one -> path(other).flatMap(one::or));
    }

    /** Static code knows static methods of its class alone. */
    private static boolean knows(MethodNode code, String method) {
        return code.getDeclaringClass().getDeclaredMethods(method).stream()
                .anyMatch(each -> !each.isSynthetic() && (each.isStatic() || !code.isStatic()));
    }

    private Step step(MethodCallExpression call, String name) {
        List<Optional<Path>> given = Ast.isPlain(call.getArguments())
                ? Ast.arguments(call).stream().map(this::path).toList()
                : List.of();
        return new Step(Move.CALL, name, Ast.count(call.getArguments()), given, Ast.place(call.getMethod()));
    }

    /** What a method gives that gives what its closure does; of an owner that is not known, it may be another method. */
    private Optional<Path> made(ClosureExpression closure, MethodCallExpression call, String method) {
        return switch (method) {
            case "with", "findResult" -> result(closure, call);
            case "collect", "findResults" -> result(closure, call).flatMap(one -> one.then(Move.LIST));
            case "collectMany" -> result(closure, call).flatMap(Path::item).flatMap(one -> one.then(Move.LIST));
            default -> Optional.empty();
        };
    }

    /** What a closure gives that is one expression, of an owner that is known. */
    private Optional<Path> result(ClosureExpression closure, MethodCallExpression call) {
        Optional<Expression> value = Ast.only(closure);
        if (value.isEmpty() || path(call.getObjectExpression()).isEmpty()) {
            return Optional.empty();
        }
        enter(closure, call);
        Optional<Path> result = path(value.get());
        variables.leave(closure);
        return result;
    }

    private Optional<Path> read(Expression owner, Step step, boolean isOfEach) {
        return isOfEach
                ? path(owner)
                        .flatMap(Path::item)
                        .flatMap(each -> each.then(step))
                        .flatMap(one -> one.then(Move.LIST))
                : path(owner).flatMap(known -> known.then(step));
    }
}
