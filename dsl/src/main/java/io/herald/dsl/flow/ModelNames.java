package io.herald.dsl.flow;

import io.herald.dsl.sandbox.Sandbox;
import io.herald.dsl.types.JdkTypes;
import io.herald.dsl.types.OwnClasses;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import io.herald.dsl.types.Type.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.control.ResolveVisitor;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells types of models from classes where code names either, as {@code Chat} in {@code { Chat chat -> … }}. Groovy does not know models: to it,
 * what names one becomes an Object. One script, before Groovy resolves its classes.
 */
public final class ModelNames extends ClassCodeVisitorSupport {
    private final SourceUnit source;
    private final ModuleNode module;
    private final Set<String> shared;
    private final Supplier<OwnClasses> shapes;
    private final boolean isTrusted;
    private final Set<String> own;
    private final List<Named> models = new ArrayList<>();
    private @Nullable OwnClasses classes;

    /**
     * Of a script or a helper.
     *
     * @param shared names of all helpers' classes
     * @param shapes what the file's own classes have, and those of helpers that it names, once Groovy has resolved them
     */
    public ModelNames(SourceUnit source, Set<String> shared, Supplier<OwnClasses> shapes, boolean isTrusted) {
        this.source = source;
        this.module = source.getAST();
        this.shared = shared;
        this.shapes = shapes;
        this.isTrusted = isTrusted;
        module.getClasses().stream()
                .filter(type -> !isTrusted && !type.isScript())
                .forEach(type -> type.putNodeMetaData(Type.class, new Type.Own(type.getName())));
        this.own = Stream.of(
                        module.getClasses().stream().map(ModelNames::simpleName),
                        module.getImports().stream().map(ImportNode::getAlias),
                        shared.stream())
                .flatMap(names -> names)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String simpleName(ClassNode type) {
        return type.getName()
                .substring(
                        Math.max(type.getName().lastIndexOf('.'), type.getName().lastIndexOf('$')) + 1);
    }

    /** Models that the code names, as far as it was looked at. */
    public List<Named> models() {
        return models;
    }

    /** The file's own classes, and the helpers' that it may know its values to be of. */
    public OwnClasses classes() {
        if (classes == null) {
            classes = shapes.get();
        }
        return classes;
    }

    /** Whether scripts or helpers declare it. */
    private boolean isOurs(ClassNode type) {
        return module.getClasses().contains(type.redirect()) || shared.contains(type.getName());
    }

    boolean isTrusted() {
        return isTrusted;
    }

    /** What a static method returns; {@link Scalar#OBJECT} when that is not known. */
    Type returned(ClassNode owner, String method, int arguments) {
        return isOurs(owner)
                ? OwnClasses.returned(classes().statics(owner.getName(), method), arguments)
                : JdkTypes.returnedByStatic(owner.getName(), method, arguments);
    }

    /** What a static field is; {@link Scalar#OBJECT} when that is not known. */
    Type constant(ClassNode owner, String name) {
        return isOurs(owner) ? classes().property(owner.getName(), name) : JdkTypes.constant(owner.getName(), name);
    }

    /** What a value declared so is, once the code was looked at; {@link Scalar#OBJECT} of classes that models do not know. */
    static Type known(ClassNode declared) {
        Type noted = declared.getNodeMetaData(Type.class);
        if (noted != null) {
            return noted;
        }
        if (declared.isArray() || declared.isGenericsPlaceHolder()) {
            return Scalar.OBJECT;
        }
        Optional<Type> own = own(declared.redirect());
        if (own.isPresent()) {
            return own.get();
        }
        GenericsType[] generics = declared.getGenericsTypes();
        List<Type> of = generics == null
                ? List.of()
                : Arrays.stream(generics)
                        .map(each -> each.isWildcard() ? Scalar.OBJECT : known(each.getType()))
                        .toList();
        return switch (declared.getName()) {
            case "java.util.List" -> new Type.ListOf(of.isEmpty() ? Scalar.OBJECT : of.get(0));
            case "java.util.Map" -> new Type.MapOf(of.size() < 2 ? Scalar.OBJECT : of.get(1));
            default ->
                Scalar.named(declared.getNameWithoutPackage())
                        .filter(scalar -> ClassHelper.isPrimitiveType(declared)
                                || scalar.type().getName().equals(declared.getName()))
                        .<Type>map(scalar -> scalar)
                        .orElseGet(() -> JdkTypes.named(declared.getName()));
        };
    }

    /** Of a class that scripts declare in the sandbox: without, it may be given more than it has. */
    private static Optional<Type> own(ClassNode type) {
        boolean isHelper = !type.isPrimaryClassNode() && type.isResolved() && Sandbox.isOwn(type.getTypeClass());
        return isHelper
                ? Optional.of(new Type.Own(type.getName()))
                : Optional.ofNullable(type.<Type>getNodeMetaData(Type.class));
    }

    /** What a variable is as its author or its block says. */
    static Type known(Variable variable) {
        Type type = known(variable.getOriginType());
        Type noted = variable instanceof Parameter parameter ? parameter.getNodeMetaData(Type.class) : null;
        return type == Scalar.OBJECT && noted != null ? noted : type;
    }

    /** Notes what a parameter is given, where its author does not say. */
    public static void note(Parameter parameter, Type given) {
        parameter.putNodeMetaData(Type.class, given);
    }

    /** Looks at the types of the parameters; returns them. */
    public List<Type> take(Parameter[] parameters) {
        return Arrays.stream(parameters).map(each -> take(each.getOriginType())).toList();
    }

    /** As {@link #known} of what Groovy has yet to resolve. */
    private Type take(ClassNode declared) {
        if (declared.isArray()) {
            take(declared.getComponentType());
            return Scalar.OBJECT;
        }
        GenericsType[] generics = declared.getGenericsTypes();
        List<Type> of = generics == null
                ? List.of()
                : Arrays.stream(generics)
                        .map(each -> each.isWildcard() ? Scalar.OBJECT : take(each.getType()))
                        .toList();
        String name = declared.getName();
        if (declared.isResolved() || name.indexOf('.') >= 0 || own.contains(name)) {
            return imported(declared);
        }
        if (name.equals("List")) {
            return new Type.ListOf(of.isEmpty() ? Scalar.OBJECT : of.get(0));
        }
        if (name.equals("Map")) {
            return new Type.MapOf(of.size() < 2 ? Scalar.OBJECT : of.get(1));
        }
        Optional<Scalar> scalar = Scalar.named(name);
        if (scalar.isPresent()) {
            declared.setRedirect(ClassHelper.make(scalar.get().type()));
            return scalar.get();
        }
        return Character.isUpperCase(name.charAt(0)) && !isClass(name) ? model(declared, name) : Scalar.OBJECT;
    }

    private Type imported(ClassNode declared) {
        ImportNode alias = module.getImport(declared.getName());
        return alias == null ? known(declared) : known(alias.getType());
    }

    private Type model(ClassNode declared, String name) {
        Named model = new Named(name, Ast.place(declared));
        models.add(model);
        declared.setRedirect(ClassHelper.OBJECT_TYPE);
        declared.setGenericsTypes(null);
        declared.putNodeMetaData(Type.class, model);
        return model;
    }

    /** Whether Groovy finds a class of that name that the script may use. */
    private boolean isClass(String name) {
        if (name.equals("BigInteger")) {
            return true;
        }
        return Stream.concat(
                        Arrays.stream(ResolveVisitor.DEFAULT_IMPORTS),
                        module.getStarImports().stream().map(ImportNode::getPackageName))
                .map(each -> each + name)
                .anyMatch(each -> isTrusted ? exists(each) : Sandbox.isAllowed(each));
    }

    /** Whether Groovy would find a class of that name, were it not for the models. */
    public static boolean isClassOfGroovy(String name) {
        return Arrays.stream(ResolveVisitor.DEFAULT_IMPORTS).anyMatch(each -> exists(each + name));
    }

    private static boolean exists(String type) {
        try {
            Class.forName(type, false, ModelNames.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    // ---- all that names a type

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitClass(ClassNode type) {
        variables(type.getGenericsTypes());
        super.visitClass(type);
    }

    /** {@code T} names no model where it stands for any type. */
    private void variables(GenericsType @Nullable [] declared) {
        if (declared != null) {
            Arrays.stream(declared).map(GenericsType::getName).forEach(own::add);
        }
    }

    @Override
    protected void visitConstructorOrMethod(MethodNode method, boolean isConstructor) {
        variables(method.getGenericsTypes());
        take(method.getReturnType());
        take(method.getParameters());
        super.visitConstructorOrMethod(method, isConstructor);
    }

    @Override
    public void visitField(FieldNode field) {
        take(field.getOriginType());
        super.visitField(field);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        take(Ast.parameters(closure));
        super.visitClosureExpression(closure);
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        Ast.parts(declaration.getLeftExpression()).stream()
                .filter(VariableExpression.class::isInstance)
                .forEach(each -> take(((VariableExpression) each).getOriginType()));
        super.visitDeclarationExpression(declaration);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        if (loop.getValueVariable() != null) {
            take(loop.getValueVariable().getOriginType());
        }
        super.visitForLoop(loop);
    }
}
