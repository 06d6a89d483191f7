package io.herald.dsl.flow;

import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Flow.Exit;
import io.herald.dsl.types.Flow.Move;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.Flow.Step;
import io.herald.dsl.types.ItemMethods;
import io.herald.dsl.types.Operator;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.SwitchExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Follows values whose type may be known through a script's code, and notes what is read, called and set of them, and compared with them. One
 * script, once its names are resolved and before its code is changed.
 */
public final class TypeFlow extends CodeVisitorSupport {
    private static final Set<Integer> COMPARING =
            Set.of(Types.COMPARE_EQUAL, Types.COMPARE_NOT_EQUAL, Types.KEYWORD_IN, Types.COMPARE_NOT_IN);

    private final KnownVariables variables = new KnownVariables();
    private final KnownValues values;
    private final List<Path> paths = new ArrayList<>();
    private final List<Exit> exits = new ArrayList<>();
    private final IdentityHashMap<Expression, Path> given = new IdentityHashMap<>();
    private final IdentityHashMap<Variable, ClosureExpression> closures = new IdentityHashMap<>();
    private final Set<Expression> covered = Collections.newSetFromMap(new IdentityHashMap<>());

    public TypeFlow(ModelNames names) {
        this.values = new KnownValues(names, variables, paths);
    }

    /** What the code reads and calls; of a chain the longest. */
    public List<Path> paths() {
        return paths;
    }

    /** What blocks end with. */
    public List<Exit> exits() {
        return exits;
    }

    /** What is known of an argument of a call that was looked at. */
    Optional<Path> given(Expression argument) {
        return Optional.ofNullable(given.get(argument));
    }

    /** What is known of any value in code that was followed. */
    public Optional<Path> value(Expression value) {
        return values.path(value);
    }

    /** What is known of the owner of a call that was looked at. */
    Optional<Path> owner(MethodCallExpression call) {
        return call.isSpreadSafe()
                ? values.found(call.getObjectExpression()).flatMap(Path::item)
                : values.found(call.getObjectExpression());
    }

    /** As {@link #given}, but of texts those alone that a trigger gives: others may hold what is asked for. */
    public Optional<Path> read(Expression argument) {
        boolean isInput = argument instanceof VariableExpression variable
                && variable.getAccessedVariable() instanceof DynamicVariable;
        return given(argument).filter(path -> isInput || path.from() != Scalar.STRING);
    }

    /** The closure that a call calls by a variable's name, when the variable is never another. */
    Optional<ClosureExpression> closure(MethodCallExpression call) {
        return "call".equals(call.getMethodAsString()) && call.getObjectExpression() instanceof VariableExpression owner
                ? Optional.ofNullable(closures.get(owner.getAccessedVariable()))
                : Optional.empty();
    }

    /** Says whose methods are to be followed: they know each other without an owner, and the fields. */
    public void enter(ClassNode type) {
        values.enter(type);
    }

    /**
     * Notes what the method's code does with values.
     *
     * @param typed what the method sees of a trigger, if it does
     */
    public void follow(MethodNode method, Optional<Fields> typed) {
        values.enter(method, typed);
        method.getCode().visit(this);
        exits.addAll(Exits.of(method, values::path));
    }

    // ---- what is declared

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        declaration.getRightExpression().visit(this);
        if (declaration.getLeftExpression() instanceof VariableExpression variable) {
            declare(variable, declaration.getRightExpression());
        } else {
            declareAll(Ast.parts(declaration.getLeftExpression()), declaration.getRightExpression());
        }
    }

    private void declare(Variable variable, Expression value) {
        variables.declare(variable, values.path(value));
        if (value instanceof ClosureExpression closure && variables.isGivenOnce(variable)) {
            closures.put(variable, closure);
        }
        become(variable, value);
    }

    /** What a variable is given has to become what it is declared as. */
    private void become(Variable variable, Expression value) {
        Type type = ModelNames.known(variable);
        if (type != Scalar.OBJECT) {
            values.cast(value, type, false).ifPresent(paths::add);
        }
    }

    private void declare(Variable variable, Optional<Path> value) {
        variables.declare(variable, value);
        Type type = ModelNames.known(variable);
        if (type != Scalar.OBJECT) {
            value.flatMap(path -> path.cast(type, false)).ifPresent(paths::add);
        }
    }

    /** {@code def (a, b) = …} */
    private void declareAll(List<Expression> targets, Expression given) {
        List<Expression> items = given instanceof ListExpression list ? list.getExpressions() : List.of();
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) instanceof VariableExpression variable) {
                if (i < items.size()) {
                    declare(variable, items.get(i));
                } else {
                    declare(variable, values.path(given).flatMap(all -> all.then(Move.AT)));
                }
            }
        }
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        if (loop.getValueVariable() != null) {
            declare(
                    loop.getValueVariable(),
                    values.path(loop.getCollectionExpression()).flatMap(Path::item));
        }
        super.visitForLoop(loop);
    }

    @Override
    public void visitCatchStatement(CatchStatement caught) {
        variables.declare(caught.getVariable(), Optional.empty());
        super.visitCatchStatement(caught);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        variables.enter(closure, Optional.empty(), Optional.empty());
        super.visitClosureExpression(closure);
        variables.leave(closure);
    }

    // ---- what is looked at

    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        note(property);
        super.visitPropertyExpression(property);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        note(binary);
        if (Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
            set(binary.getLeftExpression());
        }
        if (binary.getOperation().getType() == Types.ASSIGN
                && binary.getLeftExpression() instanceof VariableExpression variable
                && variable.getAccessedVariable() instanceof VariableExpression declared) {
            become(declared, binary.getRightExpression());
        }
        if (COMPARING.contains(binary.getOperation().getType())) {
            compare(binary.getLeftExpression(), binary.getRightExpression());
            compare(binary.getRightExpression(), binary.getLeftExpression());
        }
        super.visitBinaryExpression(binary);
    }

    @Override
    public void visitSwitch(SwitchStatement choice) {
        choice.getCaseStatements().forEach(each -> compare(choice.getExpression(), each.getExpression()));
        super.visitSwitch(choice);
    }

    @Override
    public void visitSwitchExpression(SwitchExpression choice) {
        choice.getCaseStatements().forEach(each -> compare(choice.getExpression(), each.getExpression()));
        super.visitSwitchExpression(choice);
    }

    /** With a text, or with several. */
    private void compare(Expression value, Expression other) {
        if (other instanceof ListExpression several) {
            several.getExpressions().forEach(each -> compare(value, each));
        } else if (other instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
            values.path(value)
                    .flatMap(known -> known.then(Step.named(Move.IS, text, Ast.place(other))))
                    .ifPresent(paths::add);
        }
    }

    @Override
    public void visitPrefixExpression(PrefixExpression prefix) {
        count(prefix.getExpression(), prefix.getOperation());
        super.visitPrefixExpression(prefix);
    }

    @Override
    public void visitPostfixExpression(PostfixExpression postfix) {
        count(postfix.getExpression(), postfix.getOperation());
        super.visitPostfixExpression(postfix);
    }

    /** {@code ++} and {@code --} */
    private void count(Expression target, Token operation) {
        set(target);
        if (target instanceof VariableExpression) {
            Operator.of(operation.getType())
                    .flatMap(operator ->
                            values.operated(operator, target, EmptyExpression.INSTANCE, Ast.place(operation)))
                    .ifPresent(paths::add);
        }
    }

    @Override
    public void visitUnaryMinusExpression(UnaryMinusExpression negative) {
        note(negative);
        super.visitUnaryMinusExpression(negative);
    }

    @Override
    public void visitUnaryPlusExpression(UnaryPlusExpression positive) {
        note(positive);
        super.visitUnaryPlusExpression(positive);
    }

    @Override
    public void visitBitwiseNegationExpression(BitwiseNegationExpression negated) {
        note(negated);
        super.visitBitwiseNegationExpression(negated);
    }

    @Override
    public void visitCastExpression(CastExpression cast) {
        note(cast);
        super.visitCastExpression(cast);
    }

    @Override
    public void visitRangeExpression(RangeExpression range) {
        note(range);
        super.visitRangeExpression(range);
    }

    private void set(Expression target) {
        if (target instanceof PropertyExpression property) {
            set(property.getObjectExpression(), property.getProperty());
        } else if (target instanceof BinaryExpression index) {
            set(index.getLeftExpression(), index.getRightExpression());
        }
    }

    private void set(Expression owner, Expression key) {
        if (key instanceof ConstantExpression constant && constant.getValue() instanceof String name) {
            values.path(owner)
                    .flatMap(known -> known.then(Step.named(Move.SET, name, Ast.place(key))))
                    .ifPresent(paths::add);
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        note(call);
        change(call);
        call.getObjectExpression().visit(this);
        call.getMethod().visit(this);
        for (Expression argument : Ast.arguments(call)) {
            values.path(argument).ifPresent(known -> given.put(argument, known));
            if (argument instanceof ClosureExpression closure) {
                values.enter(closure, call);
                closure.getCode().visit(this);
                variables.leave(closure);
            } else {
                argument.visit(this);
            }
        }
    }

    /** Of a list that can't be changed. */
    private void change(MethodCallExpression call) {
        String method = String.valueOf(call.getMethodAsString());
        boolean isOfList = ItemMethods.changes(method) && !call.isImplicitThis() && !call.isSpreadSafe();
        boolean isSorted = method.equals("sort") || method.equals("unique");
        if (isOfList && (!isSorted || Ast.arguments(call).stream().allMatch(ClosureExpression.class::isInstance))) {
            values.path(call.getObjectExpression())
                    .flatMap(known -> known.then(Step.named(Move.CHANGE, method, Ast.place(call.getMethod()))))
                    .ifPresent(paths::add);
        }
    }

    @Override
    public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
        take(call.getArguments());
        super.visitStaticMethodCallExpression(call);
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression built) {
        take(built.getArguments());
        super.visitConstructorCallExpression(built);
    }

    private void take(Expression arguments) {
        Ast.parts(arguments).forEach(argument -> values.path(argument).ifPresent(known -> given.put(argument, known)));
    }

    /** Chains within a noted one are its beginnings. */
    private void note(Expression chain) {
        Optional<Path> path = covered.contains(chain) ? Optional.empty() : values.path(chain);
        path.filter(known -> !known.steps().isEmpty() || known.isMade()).ifPresent(known -> {
            paths.add(known);
            @Nullable Expression at = chain;
            while (at != null) {
                covered.add(at);
                at = owner(at);
            }
        });
    }

    private static @Nullable Expression owner(Expression step) {
        if (step instanceof PropertyExpression property) {
            return property.getObjectExpression();
        }
        if (step instanceof MethodCallExpression call) {
            return call.isImplicitThis() ? null : call.getObjectExpression();
        }
        return step instanceof BinaryExpression index ? index.getLeftExpression() : null;
    }
}
