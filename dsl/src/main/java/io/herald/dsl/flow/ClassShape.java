package io.herald.dsl.flow;

import io.herald.dsl.types.OwnClass;
import io.herald.dsl.types.OwnClasses;
import io.herald.dsl.types.OwnMethod;
import io.herald.dsl.types.OwnMethod.Taken;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ConstructorNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Reads what the classes of one file have, once Groovy has resolved what they name. */
public final class ClassShape {
    private static final Type PROPERTIES = new Type.MapOf(Scalar.OBJECT);

    private final String path;

    private ClassShape(String path) {
        this.path = path;
    }

    /**
     * What all of these have.
     *
     * @param path of the file, for hints
     */
    public static OwnClasses of(Collection<ClassNode> types, String path) {
        ClassShape shape = new ClassShape(path);
        return OwnClasses.of(types.stream().map(shape::of).toList());
    }

    private OwnClass of(ClassNode type) {
        Map<String, Type> fields = new HashMap<>();
        type.getFields().forEach(field -> fields.put(field.getName(), ModelNames.known(field)));
        ClassNode parent = type.getSuperClass();
        return new OwnClass(
                type.getName(),
                Optional.ofNullable(parent)
                        .filter(each -> !ClassHelper.isObjectType(each))
                        .map(ClassNode::getName),
                type.isEnum(),
                Stream.of(methods(type), accessors(type), constructors(type))
                        .flatMap(each -> each)
                        .toList(),
                fields);
    }

    private Stream<OwnMethod> methods(ClassNode type) {
        return type.getMethods().stream()
                .filter(method -> !method.isSynthetic() && !method.getName().startsWith("$"))
                .map(method -> method(method, method.getName()));
    }

    private OwnMethod method(MethodNode method, String name) {
        return new OwnMethod(
                name,
                method.isStatic(),
                taken(method.getParameters()),
                isOpen(method.getParameters()),
                ModelNames.known(method.getReturnType()),
                place(method));
    }

    /** What a closure is, as a method of this name; it is not told in which file. */
    static OwnMethod method(ClosureExpression closure, String name) {
        boolean hasIt = closure.getParameters() != null && closure.getParameters().length == 0;
        return new OwnMethod(
                name,
                false,
                hasIt ? List.of(new Taken("it", Scalar.OBJECT, false)) : taken(Ast.parameters(closure)),
                isOpen(Ast.parameters(closure)),
                Scalar.OBJECT,
                closure.getLineNumber() + ":" + closure.getColumnNumber());
    }

    private static List<Taken> taken(Parameter[] parameters) {
        return Arrays.stream(parameters)
                .map(each ->
                        new Taken(each.getName(), ModelNames.known(each.getOriginType()), each.hasInitialExpression()))
                .toList();
    }

    private static boolean isOpen(Parameter[] parameters) {
        return parameters.length > 0
                && parameters[parameters.length - 1].getOriginType().isArray();
    }

    private Stream<OwnMethod> accessors(ClassNode type) {
        return type.getProperties().stream().flatMap(this::accessors);
    }

    private Stream<OwnMethod> accessors(PropertyNode property) {
        String name = property.getName();
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        Type type = ModelNames.known(property);
        List<Taken> given = List.of(new Taken(name, type, false));
        return Stream.of(
                accessor(property, "get" + capital, List.of(), type),
                accessor(property, "is" + capital, List.of(), type),
                accessor(property, "set" + capital, given, Scalar.OBJECT));
    }

    private OwnMethod accessor(PropertyNode property, String name, List<Taken> takes, Type returned) {
        return new OwnMethod(name, property.isStatic(), takes, false, returned, place(property.getField()));
    }

    /** What needs nothing may be given a map of its properties. */
    private Stream<OwnMethod> constructors(ClassNode type) {
        List<ConstructorNode> declared = type.getDeclaredConstructors();
        boolean needsNothing =
                declared.isEmpty() || declared.stream().anyMatch(each -> each.getParameters().length == 0);
        Stream<OwnMethod> made = Stream.concat(
                        declared.isEmpty() ? Stream.of(List.<Taken>of()) : Stream.empty(),
                        needsNothing ? Stream.of(List.of(new Taken("properties", PROPERTIES, false))) : Stream.empty())
                .map(takes -> new OwnMethod("", false, takes, false, Scalar.OBJECT, place(type)));
        return Stream.concat(declared.stream().map(each -> method(each, "")), made);
    }

    private String place(ASTNode node) {
        return path + ":" + node.getLineNumber() + ":" + node.getColumnNumber();
    }
}
