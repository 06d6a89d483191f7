package io.herald.dsl.sandbox;

import groovy.lang.Closure;
import groovy.lang.GString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.jspecify.annotations.Nullable;

/** What one script may name: the classes of the list and its own, and what they have. One use. */
final class Types {
    private static final Map<Class<? extends Expression>, Class<?>> LITERALS = Map.of(
            GStringExpression.class, GString.class,
            ListExpression.class, ArrayList.class,
            MapExpression.class, LinkedHashMap.class,
            ClosureExpression.class, Closure.class);

    private final AllowList list = AllowList.DEFAULT;
    private final Set<ClassNode> own = new HashSet<>();
    private final Set<String> methods = new HashSet<>(list.methods());

    /** @param own classes that the script declares or the helpers do, without the one that the script itself becomes */
    Types(List<ClassNode> own) {
        this.own.addAll(own);
        for (ClassNode type : own) {
            type.getMethods().stream()
                    .map(MethodNode::getName)
                    .filter(name -> !Members.isReserved(name))
                    .forEach(methods::add);
            type.getProperties().stream().flatMap(Types::accessors).forEach(methods::add);
            if (type.isEnum()) {
                methods.addAll(Members.OF_ENUMS);
            }
        }
    }

    private static Stream<String> accessors(PropertyNode property) {
        String name = property.getName();
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Stream.of("get" + capital, "is" + capital, "set" + capital);
    }

    /** Names of methods that something has which the script may touch. */
    Set<String> methods() {
        return methods;
    }

    boolean isOwn(ClassNode type) {
        return own.contains(type.redirect());
    }

    boolean isAllowed(ClassNode type) {
        ClassNode element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return isOwn(element) || list.allows(element.redirect().getName());
    }

    boolean isBuilt(ClassNode type) {
        return isOwn(type) ? !type.isEnum() : list.allowsNew(type.redirect().getName());
    }

    boolean hasStaticMethod(ClassNode type, String name) {
        if (!isOwn(type)) {
            return list.allowsStatic(type.redirect().getName(), name);
        }
        boolean isOfEnum = type.isEnum() && (name.equals("values") || name.equals("valueOf"));
        return isOfEnum
                || (!Members.isReserved(name)
                        && !Members.isOfClasses(name)
                        && lineage(type)
                                .flatMap(each -> each.getMethods(name).stream())
                                .anyMatch(MethodNode::isStatic));
    }

    boolean hasStaticField(ClassNode type, String name) {
        if (!isOwn(type)) {
            return list.allowsStatic(type.redirect().getName(), name);
        }
        return !Members.isReserved(name)
                && !Members.isOfClasses(name)
                && lineage(type).anyMatch(each -> isStatic(each.getDeclaredField(name)));
    }

    private static boolean isStatic(@Nullable FieldNode field) {
        return field != null && field.isStatic();
    }

    Set<String> statics(ClassNode type) {
        return isOwn(type) ? Set.of() : list.statics(type.redirect().getName());
    }

    /** Whether the class, or one that it extends in the same script, declares the method. */
    boolean declaresMethod(ClassNode type, String name) {
        if (Members.isReserved(name)) {
            return false;
        }
        return lineage(type)
                .anyMatch(each -> !each.getDeclaredMethods(name).isEmpty()
                        || each.getProperties().stream()
                                .flatMap(Types::accessors)
                                .anyMatch(name::equals));
    }

    /** Whether the class, or one that it extends in the same script, declares the property or its getter. */
    boolean declaresProperty(ClassNode type, String name) {
        if (Members.isReserved(name)) {
            return false;
        }
        return lineage(type)
                .anyMatch(each -> each.getDeclaredField(name) != null
                        || each.getProperty(name) != null
                        || each.getMethods().stream()
                                .anyMatch(method ->
                                        Members.property(method.getName()).equals(Optional.of(name))));
    }

    /** Names of properties that the class, or one that it extends in the same script, declares. */
    Set<String> properties(ClassNode type) {
        return lineage(type)
                .flatMap(each -> each.getFields().stream())
                .map(FieldNode::getName)
                .filter(name -> !Members.isReserved(name))
                .collect(Collectors.toSet());
    }

    /** The class and those it extends, as far as scripts declare them. */
    private Stream<ClassNode> lineage(ClassNode type) {
        ClassNode parent = type.redirect().getSuperClass();
        return parent != null && isOwn(parent)
                ? Stream.concat(Stream.of(type.redirect()), lineage(parent))
                : Stream.of(type.redirect());
    }

    /** The class of what an expression gives, as far as it is known before it runs: of literals and texts. */
    Optional<Class<?>> known(Expression literal) {
        if (literal instanceof ConstantExpression constant) {
            return Optional.ofNullable(constant.getValue()).map(Object::getClass);
        }
        if (literal instanceof ConstructorCallExpression built && !isOwn(built.getType())) {
            return list.type(built.getType().redirect().getName());
        }
        if (Sandbox.isTrusted(literal)) {
            return list.type(literal.getType().getName()).filter(type -> type != Object.class);
        }
        @Nullable Class<?> type = LITERALS.get(literal.getClass());
        boolean isText = type == null && literal.getType().equals(ClassHelper.STRING_TYPE);
        return Optional.ofNullable(isText ? String.class : type);
    }

    static String simpleName(ClassNode type) {
        String name = type.redirect().getNameWithoutPackage();
        return name.substring(name.lastIndexOf('$') + 1);
    }
}
