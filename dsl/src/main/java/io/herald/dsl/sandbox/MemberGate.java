package io.herald.dsl.sandbox;

import io.herald.engine.model.Names;
import io.herald.engine.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.jspecify.annotations.Nullable;

/** Checks calls, constructions, properties and names: by the list where their owner is known, else by {@link Guarded} when they run. */
final class MemberGate {
    /** Those that Groovy gives every object, and that do not look at it. */
    private static final Set<String> PRINTING = Set.of("println", "print", "printf", "sprintf");

    /** Methods that make as much as their first argument says. */
    private static final Set<String> SIZED = Set.of(
            "multiply",
            "repeat",
            "padLeft",
            "padRight",
            "center",
            "nCopies",
            "setScale",
            "setLength",
            "movePointLeft",
            "movePointRight");

    private static final Set<String> OF_SUPER = Set.of("toString", "equals", "hashCode");

    private final Scope scope;
    private final Types types;
    private final Report report;
    private final CodeGate code;

    MemberGate(Scope scope, CodeGate code) {
        this.scope = scope;
        this.types = scope.types();
        this.report = scope.report();
        this.code = code;
    }

    /** What takes the expression's place; null when it is none of a member. */
    @Nullable
    Expression gate(Expression expression) {
        if (expression instanceof MethodCallExpression call) {
            return call(call);
        }
        if (expression instanceof StaticMethodCallExpression call) {
            return imported(call);
        }
        if (expression instanceof ConstructorCallExpression built) {
            return built(built);
        }
        if (expression instanceof AttributeExpression) {
            code.parts(expression);
            return refused(expression, "'.@' is not allowed in scripts", "read the property with '.'");
        }
        if (expression instanceof PropertyExpression property) {
            return property(property);
        }
        if (expression instanceof VariableExpression variable) {
            return variable(variable);
        }
        if (expression instanceof MethodPointerExpression) {
            code.parts(expression);
            return refused(expression, "'.&' and '::' are not allowed in scripts", "write a closure: { it.name() }");
        }
        return null;
    }

    private Expression refused(Expression expression, String message, String hint) {
        report.refuse(expression, message, hint);
        return expression;
    }

    // ---- calls

    private Expression call(MethodCallExpression call) {
        if (!(call.getMethod() instanceof ConstantExpression constant)
                || !(constant.getValue() instanceof String name)) {
            code.parts(call);
            return refused(call.getMethod(), "a method's name can't be computed in scripts", "write the name out");
        }
        Expression owner = call.getObjectExpression();
        if (Sandbox.isTrusted(call)) {
            call.setArguments(code.transform(call.getArguments()));
            return call;
        }
        if (isThis(owner)) {
            return ofThis(call, name);
        }
        if (isSuper(owner)) {
            return ofSuper(call, name);
        }
        if (owner instanceof ClassExpression named) {
            staticMethod(call.getMethod(), named.getType(), name);
            return with(call, named, name);
        }
        Optional<Class<?>> known = types.known(owner).filter(type -> !call.isSpreadSafe());
        Set<String> methods = known.map(type -> Members.of(type).methods()).orElse(types.methods());
        if (!methods.contains(name)) {
            report.member(call.getMethod(), known.map(Class::getSimpleName), "method", name, methods);
        }
        String guard = call.isSpreadSafe() ? "receivers" : "receiver";
        Expression guarded = Rewrite.guarded(owner, guard, code.transform(owner), Rewrite.text(name));
        return mayMatch(call, name) ? matching(call, guarded, name) : with(call, guarded, name);
    }

    /** Whether it may be a regular expression that the call is about; one block alone is none. */
    private static boolean mayMatch(MethodCallExpression call, String name) {
        return Matching.METHODS.contains(name)
                && call.getArguments() instanceof ArgumentListExpression given
                && !given.getExpressions().isEmpty()
                && !(given.getExpressions().size() == 1 && given.getExpression(0) instanceof ClosureExpression);
    }

    private Expression matching(MethodCallExpression call, Expression receiver, String name) {
        List<Expression> given = new ArrayList<>();
        for (Expression argument : ((ArgumentListExpression) call.getArguments()).getExpressions()) {
            if (argument instanceof SpreadExpression) {
                report.refuse(argument, "'" + name + "' can't be given '*' in scripts", "write its arguments out");
            }
            given.add(code.transform(argument));
        }
        String how = call.isSpreadSafe() ? "callEach" : call.isSafe() ? "callSafe" : "call";
        Expression arguments = new ArrayExpression(ClassHelper.OBJECT_TYPE, given);
        return Rewrite.matching(call, how, receiver, Rewrite.text(name), arguments);
    }

    /** A call without an owner, or of {@code this}: the script's helper methods, or those of the script's own class. */
    private Expression ofThis(MethodCallExpression call, String name) {
        boolean isDeclared =
                code.isStatic() ? types.hasStaticMethod(scope.type(), name) : types.declaresMethod(scope.type(), name);
        if (isDeclared) {
            return with(call, new VariableExpression("this"), name);
        }
        if (!PRINTING.contains(name)) {
            report.member(call.getMethod(), Optional.empty(), "method", name, types.methods());
        }
        MethodCallExpression left = with(call, call.getObjectExpression(), name);
        left.setImplicitThis(call.isImplicitThis());
        return left;
    }

    private Expression ofSuper(MethodCallExpression call, String name) {
        ClassNode parent = scope.type().getSuperClass();
        if (scope.isUnit()
                || !(OF_SUPER.contains(name) || (types.isOwn(parent) && types.declaresMethod(parent, name)))) {
            return refused(call, "'super." + name + "' is not allowed in scripts", "");
        }
        return with(call, call.getObjectExpression(), name);
    }

    private Expression imported(StaticMethodCallExpression call) {
        staticMethod(call, call.getOwnerType(), call.getMethod());
        return code.parts(call);
    }

    private void staticMethod(ASTNode node, ClassNode owner, String name) {
        if (!types.isAllowed(owner)) {
            report.type(node, owner);
        } else if (!types.hasStaticMethod(owner, name)) {
            report.member(node, Optional.of(Types.simpleName(owner)), "static method", name, types.statics(owner));
        }
    }

    private MethodCallExpression with(MethodCallExpression call, Expression owner, String name) {
        MethodCallExpression checked =
                new MethodCallExpression(owner, call.getMethod(), arguments(call.getArguments(), name));
        checked.setImplicitThis(false);
        checked.setSafe(call.isSafe());
        checked.setSpreadSafe(call.isSpreadSafe());
        checked.setSourcePosition(call);
        return checked;
    }

    private Expression arguments(Expression given, String method) {
        if (!SIZED.contains(method) || !(given instanceof TupleExpression tuple)) {
            return code.transform(given);
        }
        ArgumentListExpression bounded = new ArgumentListExpression();
        for (Expression argument : tuple.getExpressions()) {
            if (argument instanceof SpreadExpression) {
                report.refuse(argument, "'" + method + "' can't be given '*' in scripts", "write its arguments out");
            }
            bounded.addExpression(Rewrite.guarded(argument, "count", code.transform(argument)));
        }
        return bounded;
    }

    // ---- constructions

    private Expression built(ConstructorCallExpression built) {
        ClassNode type = built.getType();
        if (built.isSpecialCall()) {
            boolean wasStatic = code.isStatic();
            code.enter(true); // there is no object yet
            Expression checked = code.parts(built); // ClassGate looked at the super class
            code.enter(wasStatic);
            return checked;
        }
        if (built.isUsingAnonymousInnerClass()) {
            return refused(built, "a class without a name is not allowed in scripts", "declare it beside the others");
        }
        if (!types.isAllowed(type)) {
            report.type(built, type);
        } else if (!types.isBuilt(type)) {
            return refused(built, Text.a(Types.simpleName(type)) + " can't be built in scripts", "");
        }
        boolean isNamed = built.getArguments() instanceof TupleExpression arguments
                && arguments.getExpressions().stream().anyMatch(NamedArgumentListExpression.class::isInstance);
        if (isNamed && !types.isOwn(type)) {
            return refused(built, Text.a(Types.simpleName(type)) + " takes no named arguments in scripts", "");
        }
        return code.parts(built);
    }

    // ---- properties

    private Expression property(PropertyExpression property) {
        Expression owner = property.getObjectExpression();
        Optional<String> name = name(property);
        if (isThis(owner) || isSuper(owner)) {
            return ofThis(property, name);
        }
        if (owner instanceof ClassExpression named) {
            return ofClass(property, named.getType(), name);
        }
        look(property);
        String guard = property.isSpreadSafe() ? "propertyOfEach" : property.isSafe() ? "propertySafe" : "property";
        return Rewrite.guarded(property, guard, code.transform(owner), code.transform(property.getProperty()));
    }

    static Optional<String> name(PropertyExpression property) {
        return Optional.ofNullable(property.getPropertyAsString());
    }

    /** Refuses what a literal does not have; whose other properties are, only the run time knows. */
    void look(PropertyExpression property) {
        String name = name(property).orElse("");
        Expression owner = property.getObjectExpression();
        Optional<Class<?>> known = types.known(owner).filter(type -> !name.isEmpty() && !isHolder(type));
        if (known.isPresent() && !Members.of(known.get()).properties().contains(name)) {
            report.member(
                    property.getProperty(),
                    known.map(Class::getSimpleName),
                    "property",
                    name,
                    Members.of(known.get()).properties());
        }
    }

    /** Of maps and lists, properties are keys, or those of the items. */
    private static boolean isHolder(Class<?> type) {
        return Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
    }

    /** What the class declares is read directly: it may be private or final. */
    Expression ofThis(PropertyExpression property, Optional<String> name) {
        boolean isDeclared = isThis(property.getObjectExpression())
                && name.filter(this::isDeclared).isPresent();
        if (!isDeclared && isOfOwn(property, name)) {
            report.refuse(
                    property.getProperty(),
                    "class " + Types.simpleName(scope.type()) + " has no property '" + name.get() + "'",
                    Names.meant(name.get(), types.properties(scope.type()), "declare it in the class"));
        } else if (!isDeclared) {
            report.refuse(
                    property,
                    "'" + property.getObjectExpression().getText() + "." + name.orElse("…")
                            + "' is not allowed in scripts",
                    scope.isUnit()
                            ? "name what you need, without '"
                                    + property.getObjectExpression().getText() + "'"
                            : "");
        }
        return property;
    }

    /** Whether the script's own class could have it. */
    private boolean isOfOwn(PropertyExpression property, Optional<String> name) {
        return isThis(property.getObjectExpression())
                && !scope.isUnit()
                && name.filter(each -> !Members.isReserved(each)).isPresent();
    }

    private boolean isDeclared(String property) {
        return code.isStatic()
                ? types.hasStaticField(scope.type(), property)
                : types.declaresProperty(scope.type(), property);
    }

    private Expression ofClass(PropertyExpression property, ClassNode owner, Optional<String> name) {
        if (!types.isAllowed(owner)) {
            report.type(property, owner);
        } else if (name.isEmpty() || !types.hasStaticField(owner, name.get())) {
            report.member(
                    property.getProperty(),
                    Optional.of(Types.simpleName(owner)),
                    "static property",
                    name.orElse("…"),
                    types.statics(owner));
        }
        return property;
    }

    // ---- names

    private Expression variable(VariableExpression variable) {
        if (isSuper(variable) || (isThis(variable) && (scope.isUnit() || code.isStatic()))) {
            return refused(variable, "'" + variable.getName() + "' can't be a value in scripts", "");
        }
        if (isThis(variable)) {
            return variable;
        }
        if (variable.getAccessedVariable() instanceof DynamicVariable) {
            return refused(variable, "unknown name '" + variable.getName() + "'", "take what you need as a parameter");
        }
        if (isMember(variable) && isForeign(variable)) {
            return refused(variable, "'" + variable.getName() + "' is not allowed in scripts", "give it another name");
        }
        return isMember(variable) && code.isInClosure() ? Rewrite.ofThis(variable) : variable;
    }

    /** Checks the name that is assigned. */
    void assigned(VariableExpression variable) {
        boolean isUnknown = variable.getAccessedVariable() instanceof DynamicVariable;
        if (isThis(variable) || isSuper(variable) || isUnknown || (isMember(variable) && isForeign(variable))) {
            report.refuse(
                    variable,
                    "'" + variable.getName() + "' can't be assigned in scripts",
                    "write def " + variable.getName() + " = …");
        }
    }

    private static boolean isMember(VariableExpression variable) {
        return variable.getAccessedVariable() instanceof FieldNode
                || variable.getAccessedVariable() instanceof PropertyNode;
    }

    /** What Groovy or Herald gave the class, and the script did not declare. */
    private boolean isForeign(VariableExpression variable) {
        ClassNode owner = variable.getAccessedVariable() instanceof FieldNode field
                ? field.getDeclaringClass()
                : ((PropertyNode) variable.getAccessedVariable()).getDeclaringClass();
        return !(types.isOwn(owner) || owner.redirect().equals(scope.type().redirect()))
                || Members.isReserved(variable.getName());
    }

    static boolean isThis(Expression owner) {
        return owner instanceof VariableExpression variable && variable.isThisExpression();
    }

    static boolean isSuper(Expression owner) {
        return owner instanceof VariableExpression variable && variable.isSuperExpression();
    }
}
