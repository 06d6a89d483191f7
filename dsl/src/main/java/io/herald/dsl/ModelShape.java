package io.herald.dsl;

import static io.herald.dsl.flow.Ast.expression;

import io.herald.dsl.flow.Ast;
import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Fields.Constant;
import io.herald.dsl.types.Fields.Field;
import io.herald.dsl.types.Place;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import io.herald.engine.model.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jspecify.annotations.Nullable;

/** Reads the block of a model, or of an event's {@code input}: fields with their types and defaults. */
final class ModelShape {
    private final Findings findings;

    ModelShape(Findings findings) {
        this.findings = findings;
    }

    Declaration.Model model(String name, Place place, ClosureExpression body) {
        if (Type.names().contains(name)) {
            findings.add(
                    place, "a model can't be named '" + name + "': that is a type already", "give it another name");
        } else if (!Character.isUpperCase(name.charAt(0))) {
            findings.add(place, "the name of a model begins with a capital letter, not as '" + name + "'", "rename it");
        }
        List<Statement> statements = statements(body);
        if (statements.size() == 1 && call(statements.get(0), "oneOf").isPresent()) {
            return new Declaration.Model(
                    name, place, oneOf(call(statements.get(0), "oneOf").get()));
        }
        if (statements.isEmpty()) {
            findings.add(
                    place, "model " + name + " has no fields", "write model " + name + " { Long id; String title }");
        }
        return new Declaration.Model(name, place, fields(name, "model " + name, statements));
    }

    Fields inputs(String event, MethodCallExpression word) {
        if (Ast.arguments(word).size() != 1 || !(Ast.arguments(word).get(0) instanceof ClosureExpression body)) {
            findings.add(word, "'input' needs one block", "write input { TYPE NAME }");
            return new Fields(event, List.of(), true);
        }
        return fields(event, "the 'input' block of event " + event, statements(body));
    }

    private static List<Statement> statements(ClosureExpression body) {
        return ((BlockStatement) body.getCode()).getStatements();
    }

    private Type.OneOf oneOf(MethodCallExpression call) {
        List<String> texts = new ArrayList<>();
        for (Expression argument : Ast.arguments(call)) {
            if (argument instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
                texts.add(text);
            } else {
                findings.add(argument, "'oneOf' takes texts", "write oneOf 'open', 'closed'");
            }
        }
        return new Type.OneOf(texts);
    }

    private Fields fields(String of, String where, List<Statement> statements) {
        Map<String, Field> fields = new LinkedHashMap<>();
        boolean keepsUnknown = false;
        for (Statement statement : statements) {
            if (expression(statement) instanceof DeclarationExpression declared
                    && !declared.isMultipleAssignmentDeclaration()) {
                Field field = field(declared);
                if (fields.putIfAbsent(field.name(), field) != null) {
                    findings.add(field.place(), where + " has two fields '" + field.name() + "'", "keep one");
                }
            } else if (call(statement, "unknown").filter(ModelShape::isKeep).isPresent()) {
                keepsUnknown = true;
            } else {
                noField(where, statement);
            }
        }
        return new Fields(of, List.copyOf(fields.values()), keepsUnknown);
    }

    private static boolean isKeep(MethodCallExpression call) {
        return Ast.arguments(call).size() == 1
                && Ast.arguments(call).get(0) instanceof VariableExpression variable
                && variable.getName().equals("keep");
    }

    /** {@code string title} reads as a call of {@code string}. */
    private void noField(String where, Statement statement) {
        String word = expression(statement) instanceof MethodCallExpression call
                ? String.valueOf(call.getMethodAsString())
                : "";
        String hint = word.equals("unknown")
                ? "write unknown keep"
                : Names.meant(word, Type.names(), "write TYPE NAME, or TYPE NAME = DEFAULT");
        findings.add(statement, where + " holds what is no field", hint);
    }

    private Field field(DeclarationExpression declared) {
        VariableExpression variable = declared.getVariableExpression();
        Type type = type(variable.getOriginType(), Ast.place(variable));
        Expression fallback = declared.getRightExpression();
        if (fallback instanceof EmptyExpression) {
            return new Field(variable.getName(), type, Optional.empty(), Ast.place(variable));
        }
        int before = findings.count();
        Constant constant = new Constant(fallback(fallback, type), Ast.place(fallback));
        Type fitting = findings.count() == before ? type : Scalar.OBJECT; // one problem is enough
        return new Field(variable.getName(), fitting, Optional.of(constant), Ast.place(variable));
    }

    /** No object stands for a model: one whose default needs its default would never end. */
    private @Nullable Object fallback(Expression expression, Type type) {
        boolean isEmptyMap = expression instanceof MapExpression map
                && map.getMapEntryExpressions().isEmpty();
        return isEmptyMap && isMap(type) ? Map.of() : constant(expression);
    }

    private static boolean isMap(Type type) {
        return type instanceof Type.MapOf
                || type == Scalar.OBJECT
                || (type instanceof Type.Maybe maybe && isMap(maybe.type()));
    }

    private Type type(ClassNode written, Place otherwise) {
        Place place = written.getLineNumber() < 1 ? otherwise : Ast.place(written);
        String name = written.getNameWithoutPackage();
        List<Type> arguments = arguments(written, place);
        if (written.isArray()) {
            String item = written.getComponentType().getNameWithoutPackage();
            findings.add(place, "a field can't be an array", "write List<" + item + ">");
            return Scalar.OBJECT;
        }
        return switch (name) {
            case "List" -> new Type.ListOf(arguments.isEmpty() ? Scalar.OBJECT : arguments.get(0));
            case "Map" -> new Type.MapOf(arguments.isEmpty() ? Scalar.OBJECT : arguments.get(arguments.size() - 1));
            case "Optional" -> new Type.Maybe(arguments.isEmpty() ? Scalar.OBJECT : arguments.get(0));
            default -> Scalar.named(name).<Type>map(scalar -> scalar).orElseGet(() -> new Type.Named(name, place));
        };
    }

    private List<Type> arguments(ClassNode written, Place place) {
        GenericsType[] generics = written.getGenericsTypes();
        if (generics == null) {
            return List.of();
        }
        String name = written.getNameWithoutPackage();
        if (!Type.CONTAINERS.contains(name)) {
            findings.add(
                    place,
                    "'" + name + "' takes no types in < >",
                    "types that do: " + String.join(", ", Type.CONTAINERS));
        } else if (name.equals("Map") != (generics.length == 2)) {
            findings.add(
                    place,
                    "'" + name + "' takes " + (name.equals("Map") ? "two types" : "one type") + " in < >",
                    "write " + (name.equals("Map") ? "Map<String, …>" : name + "<…>"));
        } else if (name.equals("Map")
                && !generics[0].getType().getNameWithoutPackage().equals("String")) {
            findings.add(place, "the keys of a Map are texts", "write Map<String, …>");
        }
        return Stream.of(generics)
                .map(argument -> argument.isWildcard() ? Scalar.OBJECT : type(argument.getType(), place))
                .toList();
    }

    private @Nullable Object constant(Expression expression) {
        if (expression instanceof ConstantExpression constant) {
            return constant.getValue();
        }
        if (expression instanceof ListExpression list) {
            return list.getExpressions().stream().map(this::constant).toList();
        }
        findings.add(
                expression,
                "a default must be a constant",
                "write a text, a number, true, false, null or a list of them; [:] for a Map");
        return "";
    }

    private static Optional<MethodCallExpression> call(Statement statement, String word) {
        return expression(statement) instanceof MethodCallExpression call
                        && call.isImplicitThis()
                        && word.equals(call.getMethodAsString())
                ? Optional.of(call)
                : Optional.empty();
    }
}
