package io.herald.dsl;

import io.herald.dsl.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Has the maps and texts that a script's code writes out made by {@link ScriptUnit}, not by Groovy. One script. */
final class Literals {
    private static final ClassNode UNIT = ClassHelper.make(ScriptUnit.class);

    private final Findings findings;
    private final ShapeEnds ends;
    private final UnaryOperator<Expression> transform;

    /** @param transform of what stands in them */
    Literals(Findings findings, ShapeEnds ends, UnaryOperator<Expression> transform) {
        this.findings = findings;
        this.ends = ends;
        this.transform = transform;
    }

    Expression map(MapExpression literal) {
        Set<Object> keys = new HashSet<>();
        literal.getMapEntryExpressions().stream()
                .filter(entry -> !isConditional(entry.getValueExpression()))
                .map(MapEntryExpression::getKeyExpression)
                .filter(key -> key instanceof ConstantExpression constant && !keys.add(constant.getValue()))
                .forEach(key -> findings.add(key, "this map has two keys '" + key.getText() + "'", "keep one"));
        List<Expression> entries = literal.getMapEntryExpressions().stream()
                .flatMap(entry -> Stream.of(entry.getKeyExpression(), entry.getValueExpression()))
                .map(transform)
                .collect(Collectors.toCollection(ArrayList::new));
        if (ends.has(literal)) {
            return made(literal, "$shapeOf", entries);
        }
        Expression map = made(literal, "$map", entries);
        map.setType(ClassHelper.make(LinkedHashMap.class));
        return map;
    }

    /** What is there only sometimes may stand beside what is there else. */
    private static boolean isConditional(Expression value) {
        return value instanceof MethodCallExpression call
                && call.isImplicitThis()
                && Absent.WORDS.contains(String.valueOf(call.getMethodAsString()));
    }

    /** A text that stays what it is, as a String of Java does: Groovy would make it anew wherever it is read. */
    Expression text(GStringExpression made) {
        List<Expression> parts = new ArrayList<>();
        Iterator<Expression> values = made.getValues().iterator();
        for (ConstantExpression between : made.getStrings()) {
            if (!between.isEmptyStringExpression()) {
                parts.add(between);
            }
            if (values.hasNext()) {
                parts.add(transform.apply(values.next()));
            }
        }
        Expression text = made(made, "$text", parts);
        text.setType(ClassHelper.STRING_TYPE);
        return text;
    }

    private static Expression made(Expression literal, String method, List<Expression> parts) {
        return Sandbox.trusted(
                literal, new ClassExpression(UNIT), method, new ArrayExpression(ClassHelper.OBJECT_TYPE, parts));
    }
}
