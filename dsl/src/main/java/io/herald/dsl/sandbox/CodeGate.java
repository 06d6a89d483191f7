package io.herald.dsl.sandbox;

import io.herald.engine.model.Text;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ClosureListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.SwitchExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CaseStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Walks the code of one class: refuses what scripts may not do, lets pass what does nothing by itself, and leaves members and operators to
 * {@link MemberGate} and {@link OperatorGate}. A kind of expression that it does not know is refused. One use.
 */
final class CodeGate extends ClassCodeExpressionTransformer {
    /** They do nothing but hold others, or what Groovy does with any object: its truth, its text. */
    private static final Set<Class<?>> HOLDERS = Set.of(
            ArgumentListExpression.class,
            BitwiseNegationExpression.class,
            BooleanExpression.class,
            ClosureListExpression.class,
            ConstantExpression.class,
            ElvisOperatorExpression.class,
            GStringExpression.class,
            ListExpression.class,
            MapEntryExpression.class,
            MapExpression.class,
            NamedArgumentListExpression.class,
            NotExpression.class,
            SpreadExpression.class,
            SpreadMapExpression.class,
            TernaryExpression.class,
            TupleExpression.class,
            UnaryMinusExpression.class,
            UnaryPlusExpression.class);

    /** A map or a closure becomes one of them without a class being made for it. */
    private static final Set<String> TAKES_ALL = Set.of(
            "java.lang.Object",
            "java.lang.String",
            "boolean",
            "java.lang.Boolean",
            "groovy.lang.Closure",
            "java.util.Map",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.SortedMap",
            "java.util.TreeMap");

    private final SourceUnit source;
    private final Types types;
    private final Report report;
    private final Set<String> annotations;
    private final MemberGate members;
    private final OperatorGate operators;
    private final Set<Statement> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int closures;
    private boolean isStatic;

    CodeGate(SourceUnit source, Scope scope, Set<String> annotations) {
        this.source = source;
        this.types = scope.types();
        this.report = scope.report();
        this.annotations = annotations;
        this.members = new MemberGate(scope, this);
        this.operators = new OperatorGate(scope, members, this);
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    boolean isInClosure() {
        return closures > 0;
    }

    /** Whether {@code this} is the class, which has methods of its own that look others up by name. */
    boolean isStatic() {
        return isStatic;
    }

    /** Says of the code to come whether it is static. */
    void enter(boolean isStatic) {
        this.isStatic = isStatic;
    }

    /** The default of a parameter; of a constructor's, there is no object yet. */
    void defaultOf(Parameter parameter, boolean isStatic) {
        enter(isStatic);
        parameter.setInitialExpression(transform(parameter.getInitialExpression()));
    }

    @Override
    public Expression transform(Expression expression) {
        if (expression instanceof EmptyExpression) {
            return expression;
        }
        if (expression == null || HOLDERS.contains(expression.getClass())) {
            return super.transform(expression);
        }
        Expression gated = members.gate(expression);
        if (gated == null) {
            gated = operators.gate(expression);
        }
        return gated == null ? other(expression) : gated;
    }

    /** What {@link #HOLDERS} and others do with the parts of an expression. */
    Expression parts(Expression expression) {
        return super.transform(expression);
    }

    private Expression other(Expression expression) {
        if (expression instanceof ClosureExpression closure) {
            return closure(closure);
        }
        if (expression instanceof DeclarationExpression declaration) {
            return declaration(declaration);
        }
        if (expression instanceof CastExpression cast) {
            return cast(cast);
        }
        if (expression instanceof RangeExpression range) {
            return range(range);
        }
        if (expression instanceof ArrayExpression array) {
            return array(array);
        }
        if (expression instanceof SwitchExpression choice) {
            visitSwitchExpression(choice);
            return choice;
        }
        if (expression instanceof ClassExpression) {
            report.refuse(
                    expression,
                    "the class " + Types.simpleName(expression.getType()) + " can't be a value in scripts",
                    "call what you need of it");
            return expression;
        }
        report.refuse(expression, "this is not allowed in scripts");
        return expression;
    }

    /** Groovy's {@code *: map} is an entry whose key and value are the same code. */
    private Expression closure(ClosureExpression closure) {
        if (!seen.add(closure.getCode())) {
            return closure;
        }
        Parameter[] parameters = closure.getParameters();
        for (Parameter parameter : parameters == null ? Parameter.EMPTY_ARRAY : parameters) {
            parameter(parameter);
            if (parameter.hasInitialExpression()) {
                report.refuse(
                        parameter, "a closure's parameter can't have a default in scripts", "set it in the closure");
            }
        }
        closures++;
        closure.getCode().visit(this);
        closures--;
        return closure;
    }

    /** Checks a parameter's type and annotations. */
    void parameter(Parameter parameter) {
        visitAnnotations(parameter);
        type(parameter, parameter.getOriginType());
    }

    /** Refuses a type that what stands at the node would convert to, or name. */
    void type(ASTNode node, ClassNode type) {
        if (!types.isAllowed(type)) {
            report.type(type.getLineNumber() > 0 ? type : node, type);
        }
    }

    private Expression declaration(DeclarationExpression declaration) {
        visitAnnotations(declaration);
        List<Expression> declared = declaration.getLeftExpression() instanceof TupleExpression tuple
                ? tuple.getExpressions()
                : List.of(declaration.getLeftExpression());
        for (Expression variable : declared) {
            if (variable instanceof VariableExpression named) {
                type(named, named.getOriginType());
            } else {
                report.refuse(variable, "this can't be declared in scripts");
            }
        }
        declaration.setRightExpression(transform(declaration.getRightExpression()));
        return declaration;
    }

    /** Of a map or a closure, {@code as} builds a class that nobody wrote. */
    private Expression cast(CastExpression cast) {
        ClassNode type = cast.getType();
        type(cast, type);
        if (types.isOwn(type) && !type.redirect().isEnum() && cast.isCoerce()) {
            report.refuse(
                    cast,
                    "'as' can't build " + Text.a(Types.simpleName(type)) + " in scripts",
                    "write new " + Types.simpleName(type) + "(…)");
        }
        Expression value = transform(cast.getExpression());
        Expression checked =
                TAKES_ALL.contains(type.redirect().getName()) ? value : Rewrite.guarded(cast, "convertible", value);
        return cast(cast, checked);
    }

    private static Expression cast(CastExpression cast, Expression value) {
        CastExpression checked = new CastExpression(cast.getType(), value, cast.isIgnoringAutoboxing());
        checked.setCoerce(cast.isCoerce());
        checked.setStrict(cast.isStrict());
        checked.setSourcePosition(cast);
        return checked;
    }

    private Expression range(RangeExpression range) {
        return Rewrite.guarded(
                range,
                "range",
                transform(range.getFrom()),
                transform(range.getTo()),
                Rewrite.flag(range.isExclusiveLeft()),
                Rewrite.flag(range.isExclusiveRight()));
    }

    private Expression array(ArrayExpression array) {
        type(array, array.getElementType());
        List<Expression> items =
                array.getExpressions().stream().map(this::transform).toList();
        List<Expression> sizes = array.getSizeExpression() == null
                ? null
                : array.getSizeExpression().stream()
                        .map(size -> size instanceof EmptyExpression
                                ? size
                                : Rewrite.guarded(size, "count", transform(size)))
                        .toList();
        ArrayExpression checked = new ArrayExpression(array.getElementType(), items, sizes);
        checked.setSourcePosition(array);
        return checked;
    }

    @Override
    public void visitAnnotations(AnnotatedNode node) {
        for (AnnotationNode annotation : node.getAnnotations()) {
            String name = annotation.getClassNode().getName();
            if (!annotations.contains(name.substring(name.lastIndexOf('.') + 1)) || !name.startsWith("java.lang.")) {
                report.refuse(annotation, "the annotation @" + name + " is not allowed in scripts", "take it away");
            }
        }
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        if (loop.getValueVariable() != null) {
            parameter(loop.getValueVariable());
        }
        if (loop.getIndexVariable() != null) {
            parameter(loop.getIndexVariable());
        }
        super.visitForLoop(loop);
    }

    @Override
    public void visitCaseStatement(CaseStatement statement) {
        if (statement.getExpression() instanceof ClassExpression named) {
            type(named, named.getType());
        } else {
            Expression value = transform(statement.getExpression());
            statement.setExpression(
                    value instanceof ConstantExpression ? value : Rewrite.matching(value, "filter", value));
        }
        statement.getCode().visit(this);
    }

    /** A {@code catch} of several types is several of them that share their code. */
    @Override
    public void visitCatchStatement(CatchStatement statement) {
        parameter(statement.getVariable());
        if (seen.add(statement.getCode())) {
            statement.getCode().visit(this);
        }
        Expression caught =
                Rewrite.guarded(new EmptyExpression(), "caught", new VariableExpression(statement.getVariable()));
        BlockStatement code = new BlockStatement();
        code.addStatement(new ExpressionStatement(caught));
        code.addStatement(statement.getCode());
        statement.setCode(code);
    }

    @Override
    public void visitSynchronizedStatement(SynchronizedStatement statement) {
        report.refuse(statement, "'synchronized' is not allowed in scripts", "evaluations share nothing");
    }
}
