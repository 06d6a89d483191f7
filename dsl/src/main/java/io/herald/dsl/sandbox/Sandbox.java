package io.herald.dsl.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.classgen.VariableScopeVisitor;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Keeps a script to what {@code allowed.txt} lists. It runs once all names are resolved, and before Groovy makes anything of the code: what
 * is not allowed is refused there, and members whose owner only the run time knows are left to {@link Guarded}. One use.
 */
public final class Sandbox {
    private static final Object TRUSTED = new Object();

    private final SourceUnit source;
    private final Optional<ClassNode> unit;
    private final Collection<ClassNode> shared;
    private final Set<String> annotations;
    private final Report report;

    /**
     * @param unit the class that the script itself becomes
     * @param shared classes of other scripts that this one may use as its own
     * @param annotations simple names of those in java.lang that scripts may use
     */
    public Sandbox(
            SourceUnit source,
            Optional<ClassNode> unit,
            Collection<ClassNode> shared,
            Set<String> annotations,
            Refusals refusals) {
        this.source = source;
        this.unit = unit;
        this.shared = List.copyOf(shared);
        this.annotations = annotations;
        this.report = new Report(refusals);
    }

    /**
     * A call that Herald made, not the script's author: it passes, and is compiled as Java would.
     *
     * @param owner of one method of that name
     */
    public static Expression trusted(Expression place, Expression owner, String method, Expression... arguments) {
        Expression made = Rewrite.direct(place, owner, method, arguments);
        made.putNodeMetaData(TRUSTED, true);
        return made;
    }

    static boolean isTrusted(Expression expression) {
        return expression.getNodeMetaData(TRUSTED) != null;
    }

    /** Whether scripts may name the class. */
    public static boolean isAllowed(String type) {
        return AllowList.DEFAULT.allows(type);
    }

    /** A class that scripts may name; empty when they may not. */
    public static Optional<Class<?>> type(String name) {
        return AllowList.DEFAULT.type(name);
    }

    /** The class, and all below it of whose objects scripts may touch more. */
    public static List<Class<?>> classes(Class<?> type) {
        return AllowList.DEFAULT.classes(type);
    }

    /** Names of the methods that scripts may call of a value that is declared so. */
    public static Set<String> methods(Class<?> type) {
        return Members.declared(type).methods();
    }

    /** Names of the properties that scripts may read of a value that is declared so. */
    public static Set<String> properties(Class<?> type) {
        return Members.declared(type).properties();
    }

    /** Names of the static methods and fields of the class that scripts may use. */
    public static Set<String> statics(Class<?> type) {
        return AllowList.DEFAULT.statics(type.getName());
    }

    /** Whether scripts declare the class, in the sandbox. */
    public static boolean isOwn(Class<?> type) {
        return Own.class.isAssignableFrom(type);
    }

    /** Names of the methods that scripts may call of every object of a class of theirs, beside those that this declares. */
    public static Set<String> ofEveryObject(boolean isEnum) {
        return isEnum ? Members.OF_EVERY_ENUM : AllowList.DEFAULT.ofEveryObject();
    }

    /** The property that the method of an object gets or sets; empty when it does neither. */
    public static Optional<String> property(String method) {
        return Members.property(method);
    }

    /** Checks all of the file, and rewrites what needs a guard. */
    public void enforce() {
        ModuleNode module = source.getAST();
        List<ClassNode> own = module.getClasses().stream()
                .filter(type -> unit.filter(type::equals).isEmpty())
                .toList();
        Types types = new Types(Stream.concat(own.stream(), shared.stream()).toList());
        if (module.hasPackage()) {
            report.refuse(module.getPackage(), "a script stands in no package", "take the line away");
        }
        imports(module, types);
        for (ClassNode type : List.copyOf(module.getClasses())) {
            boolean isUnit = !own.contains(type);
            new ClassGate(source, new Scope(types, report, type, isUnit), annotations).check();
            new VariableScopeVisitor(source).visitClass(type);
        }
    }

    private void imports(ModuleNode module, Types types) {
        Stream<ImportNode> ofTypes = Stream.of(
                        module.getImports(),
                        module.getStaticImports().values(),
                        module.getStaticStarImports().values())
                .flatMap(Collection::stream);
        ofTypes.filter(each -> !types.isAllowed(each.getType())).forEach(each -> report.type(each, each.getType()));
        Stream.of(module.getImports(), module.getStarImports())
                .flatMap(List::stream)
                .filter(each -> !each.getAnnotations().isEmpty())
                .forEach(each -> report.refuse(each, "an annotation is not allowed here", "take it away"));
    }
}
