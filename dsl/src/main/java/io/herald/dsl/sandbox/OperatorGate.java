package io.herald.dsl.sandbox;

import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/** Checks operators of two sides, assignments, {@code ++} and {@code --}: those that reach members or make much go through {@link Guarded}. */
final class OperatorGate {
    private final Scope scope;
    private final Report report;
    private final MemberGate members;
    private final CodeGate code;

    OperatorGate(Scope scope, MemberGate members, CodeGate code) {
        this.scope = scope;
        this.report = scope.report();
        this.members = members;
        this.code = code;
    }

    /** What takes the expression's place; null when it is none of an operator. */
    @Nullable
    Expression gate(Expression expression) {
        if (expression instanceof PostfixExpression postfix) {
            return counted(postfix, postfix.getExpression(), postfix.getOperation(), false);
        }
        if (expression instanceof PrefixExpression prefix) {
            return counted(prefix, prefix.getExpression(), prefix.getOperation(), true);
        }
        if (expression instanceof BinaryExpression binary && !(expression instanceof DeclarationExpression)) {
            return binary(binary);
        }
        return null;
    }

    private Expression binary(BinaryExpression binary) {
        Token operation = binary.getOperation();
        int operator = operation.getType();
        if (Operators.isAssignment(operator)) {
            return assign(binary, binary.getLeftExpression(), code.transform(binary.getRightExpression()));
        }
        if (Operators.isCompound(operator)) {
            return compound(binary);
        }
        if (Operators.takesType(operator)) {
            return test(binary);
        }
        Expression left = code.transform(binary.getLeftExpression());
        Expression right = code.transform(binary.getRightExpression());
        if (operator == Types.LEFT_SQUARE_BRACKET) {
            return Rewrite.guarded(binary, binary.isSafe() ? "atSafe" : "at", left, right);
        }
        return operate(binary, left, operation, right);
    }

    private Expression operate(BinaryExpression place, Expression left, Token operation, Expression right) {
        int operator = operation.getType();
        if (operator == Types.MULTIPLY) {
            return Rewrite.guarded(place, "multiply", left, right);
        }
        if (operator == Types.POWER) {
            return Rewrite.guarded(place, "power", left, right);
        }
        if (operator == Types.FIND_REGEX) {
            return Rewrite.matching(place, "found", left, right);
        }
        if (operator == Types.MATCH_REGEX) {
            return Rewrite.matching(place, "matched", left, right);
        }
        if (operator == Types.MINUS && !(right instanceof ConstantExpression)) {
            return at(place, new BinaryExpression(left, operation, Rewrite.matching(right, "taken", right)));
        }
        if (!Operators.isHarmless(operator)) {
            report.refuse(place, "the operator '" + operation.getText() + "' is not allowed in scripts");
        }
        return at(place, new BinaryExpression(left, operation, right));
    }

    private static Expression at(Expression place, Expression made) {
        made.setSourcePosition(place);
        return made;
    }

    /** {@code x instanceof T}, {@code x in list} */
    private Expression test(BinaryExpression binary) {
        Expression right = binary.getRightExpression();
        if (right instanceof ClassExpression named) {
            code.type(named, named.getType());
        } else {
            right = code.transform(right);
            if (Operators.compares(binary.getOperation().getType())) {
                right = Rewrite.matching(right, "filter", right);
            }
        }
        return at(
                binary, new BinaryExpression(code.transform(binary.getLeftExpression()), binary.getOperation(), right));
    }

    private Expression assign(BinaryExpression place, Expression target, Expression value) {
        if (target instanceof PropertyExpression property && isGuarded(property)) {
            members.look(property);
            return Rewrite.guarded(
                    place,
                    "setProperty",
                    code.transform(property.getObjectExpression()),
                    code.transform(property.getProperty()),
                    value);
        }
        if (target instanceof BinaryExpression element && isElement(element)) {
            return Rewrite.guarded(
                    place,
                    "setAt",
                    code.transform(element.getLeftExpression()),
                    code.transform(element.getRightExpression()),
                    value);
        }
        direct(target);
        Expression kept = isConstant(target) ? Rewrite.guarded(value, "constant", value) : value;
        return at(place, new BinaryExpression(target, Operators.assignment(place.getOperation()), kept));
    }

    private static boolean isConstant(Expression target) {
        return target instanceof VariableExpression variable
                && variable.getAccessedVariable() instanceof FieldNode field
                && field.isStatic();
    }

    /** {@code a.b += c} becomes {@code a.b = a.b + c}. */
    private Expression compound(BinaryExpression binary) {
        Expression target = binary.getLeftExpression();
        if (!Rewrite.isPure(target)) {
            report.refuse(
                    binary,
                    "what stands before '" + binary.getOperation().getText() + "' is too long for scripts",
                    "put it in a variable first");
            return binary;
        }
        Expression before = target instanceof VariableExpression ? target : code.transform(target);
        Expression change = code.transform(binary.getRightExpression());
        Expression value = binary.getOperation().getType() == Types.ELVIS_EQUAL
                ? at(binary, new ElvisOperatorExpression(before, change))
                : operate(binary, before, Operators.first(binary.getOperation()), change);
        return assign(binary, target, value);
    }

    private Expression counted(Expression place, Expression target, Token operation, boolean isPrefix) {
        String method = operation.getType() == Types.PLUS_PLUS ? "next" : "previous";
        Expression[] rest = {Rewrite.text(method), Rewrite.flag(isPrefix)};
        if (target instanceof PropertyExpression property && isGuarded(property)) {
            members.look(property);
            return Rewrite.guarded(
                    place,
                    "countProperty",
                    code.transform(property.getObjectExpression()),
                    code.transform(property.getProperty()),
                    rest[0],
                    rest[1]);
        }
        if (target instanceof BinaryExpression element && isElement(element)) {
            return Rewrite.guarded(
                    place,
                    "countAt",
                    code.transform(element.getLeftExpression()),
                    code.transform(element.getRightExpression()),
                    rest[0],
                    rest[1]);
        }
        direct(target);
        return place;
    }

    private static boolean isElement(BinaryExpression target) {
        return target.getOperation().getType() == Types.LEFT_SQUARE_BRACKET && !target.isSafe();
    }

    /** Whether only the run time knows whose property it is. */
    private boolean isGuarded(PropertyExpression property) {
        Expression owner = property.getObjectExpression();
        boolean isUnknown =
                !(owner instanceof ClassExpression) && !MemberGate.isThis(owner) && !MemberGate.isSuper(owner);
        return isUnknown
                && !property.isSafe()
                && !property.isSpreadSafe()
                && property.getClass() == PropertyExpression.class;
    }

    /** A target that is assigned as it stands: a variable, several, or a property that the class itself declares. */
    private void direct(Expression target) {
        if (target instanceof VariableExpression variable) {
            members.assigned(variable);
        } else if (target instanceof TupleExpression several
                && several.getExpressions().stream().allMatch(VariableExpression.class::isInstance)) {
            several.getExpressions().forEach(this::direct);
        } else if (target.getClass() == PropertyExpression.class
                && MemberGate.isThis(((PropertyExpression) target).getObjectExpression())
                && !scope.isUnit()) {
            members.ofThis((PropertyExpression) target, MemberGate.name((PropertyExpression) target));
        } else {
            code.transform(target);
            report.refuse(target, "this can't be assigned in scripts", "assign a variable, a property or an element");
        }
    }
}
