package io.herald.dsl.sandbox;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.InnerClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.FieldExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;

/** Checks one class: what it is, what it declares, and through {@link CodeGate} its code. One use. */
final class ClassGate {
    private static final Set<String> INTERFACES = Set.of("groovy.lang.GroovyObject", "java.lang.Comparable");

    private final ClassNode type;
    private final Scope scope;
    private final Report report;
    private final CodeGate code;

    ClassGate(SourceUnit source, Scope scope, Set<String> annotations) {
        this.type = scope.type();
        this.scope = scope;
        this.report = scope.report();
        this.code = new CodeGate(source, scope, annotations);
    }

    void check() {
        report.enter(type);
        if (isOtherKind()) {
            report.refuse(
                    type,
                    "in scripts a class is a plain one or an enum, and stands in no other",
                    "no interface, trait, record or annotation, nor an abstract class or one within another");
            return;
        }
        code.visitAnnotations(type);
        if (!scope.isUnit()) {
            name(type, type.getNameWithoutPackage(), false);
            parents();
            type.addInterface(ClassHelper.make(Own.class));
        }
        List.copyOf(type.getFields()).forEach(this::field);
        type.getProperties().forEach(this::property);
        code.enter(false);
        type.getObjectInitializerStatements().forEach(statement -> statement.visit(code));
        type.getDeclaredConstructors().forEach(this::method);
        List.copyOf(type.getMethods()).forEach(this::method);
    }

    private boolean isOtherKind() {
        return type.isInterface()
                || type.isAnnotationDefinition()
                || type.isRecord()
                || Modifier.isAbstract(type.getModifiers())
                || type instanceof InnerClassNode;
    }

    private void parents() {
        ClassNode parent = type.getSuperClass();
        boolean isPlain = parent == null
                || ClassHelper.isObjectType(parent)
                || type.isEnum()
                || scope.types().isOwn(parent);
        if (!isPlain) {
            report.refuse(
                    type,
                    "a script's class can't extend " + Types.simpleName(parent),
                    "extend only the script's own classes");
        }
        Arrays.stream(type.getInterfaces())
                .filter(each -> !INTERFACES.contains(each.getName()))
                .forEach(each -> report.refuse(
                        type, "a script's class can't implement " + Types.simpleName(each), "only Comparable"));
    }

    private void field(FieldNode field) {
        if (isGenerated(field)) {
            return;
        }
        report.enter(field);
        name(field, field.getName(), field.isStatic() && !scope.isUnit());
        code.type(field, field.getOriginType());
        if (field.isStatic() && !field.isFinal() && !scope.isUnit()) {
            report.refuse(
                    field,
                    "the static field '" + field.getName() + "' is not allowed in scripts",
                    "evaluations share nothing: make it static final, or no static");
        }
        code.enter(field.isStatic());
        code.visitField(field);
        if (field.isStatic() && field.getInitialExpression() != null) {
            field.setInitialValueExpression(
                    Rewrite.guarded(field.getInitialExpression(), "constant", field.getInitialExpression()));
        }
    }

    private void property(PropertyNode property) {
        name(property, property.getName(), property.isStatic());
        code.enter(property.isStatic());
        code.visitProperty(property);
    }

    private void method(MethodNode method) {
        if (method.getName().equals("<clinit>")) {
            constants(method);
            return;
        }
        if (isGenerated(method)) {
            return;
        }
        report.enter(method);
        boolean isBlock = scope.isUnit() && method.getName().startsWith("$"); // what ScriptShape made
        if (!isBlock && !method.isConstructor()) {
            name(method, method.getName(), method.isStatic());
        }
        code.visitAnnotations(method);
        if (!method.isConstructor()) {
            code.type(method, method.getReturnType());
        }
        boolean isStatic = method.isStatic();
        Arrays.stream(method.getParameters()).forEach(each -> parameter(each, isStatic || method.isConstructor()));
        code.enter(isStatic);
        if (method.getCode() != null) {
            method.getCode().visit(code);
        }
    }

    private void parameter(Parameter parameter, boolean isStatic) {
        code.parameter(parameter);
        if (parameter.hasInitialExpression()) {
            code.defaultOf(parameter, isStatic);
        }
    }

    /** Groovy makes the constants of an enum there; whatever else is there is a block of the script's. */
    private void constants(MethodNode initializer) {
        code.enter(true);
        List<Statement> statements = initializer.getCode() instanceof BlockStatement block
                ? block.getStatements()
                : List.of(initializer.getCode());
        for (Statement statement : statements) {
            if (statement instanceof ExpressionStatement plain
                    && plain.getExpression() instanceof BinaryExpression made
                    && made.getLeftExpression() instanceof FieldExpression
                    && type.isEnum()) {
                if (made.getRightExpression() instanceof StaticMethodCallExpression call) {
                    made.setRightExpression(code.parts(call));
                }
            } else {
                report.refuse(
                        type, "a static block is not allowed in scripts", "give each static final field its value");
            }
        }
    }

    /** What Groovy adds to an enum has no place in the script. */
    private boolean isGenerated(ASTNode member) {
        return type.isEnum() && member.getLineNumber() < 1;
    }

    private void name(ASTNode node, String name, boolean isStatic) {
        if (Members.isReserved(name) || (isStatic && Members.isOfClasses(name))) {
            report.refuse(
                    node,
                    "'" + name + "' means something to Groovy and can't be declared in scripts",
                    "give it another name");
        }
    }
}
