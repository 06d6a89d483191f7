package io.herald.dsl;

import io.herald.dsl.CompiledScript.Kind;
import io.herald.dsl.CompiledScript.Use;
import io.herald.dsl.flow.Ast;
import io.herald.dsl.flow.MethodCalls;
import io.herald.dsl.flow.TypeFlow;
import io.herald.dsl.sandbox.Sandbox;
import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Fields.Constant;
import io.herald.dsl.types.Flow.Path;
import io.herald.engine.model.Names;
import io.herald.engine.model.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SwitchExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.VariableScopeVisitor;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Says what each bare name in a script means, once Groovy has said which are local: an input of the trigger in an event's block, an error
 * elsewhere; a helper method, a room or a resource in a call. One use.
 */
final class NameResolver extends ClassCodeExpressionTransformer {
    private static final ClassNode UNIT = ClassHelper.make(ScriptUnit.class);
    private static final Set<String> PRINTING = Set.of("println", "print", "printf", "sprintf");

    private final SourceUnit sourceUnit;
    private final ScriptShape shape;
    private final Plugins plugins;
    private final Findings findings;
    private final List<Use> uses = new ArrayList<>();
    private final Set<String> helpers = new HashSet<>();
    private final ShapeEnds ends = new ShapeEnds();
    private final Literals literals;
    private final Assignments assignments;
    private final TypeFlow flow;
    private final MethodCalls calls;
    private Optional<ClassNode> unit = Optional.empty();
    private Optional<Fields> inputs = Optional.empty();
    private Parameter[] parameters = Parameter.EMPTY_ARRAY;
    private boolean isTopLevel;

    NameResolver(
            SourceUnit sourceUnit,
            ScriptShape shape,
            Plugins plugins,
            TypeFlow flow,
            MethodCalls calls,
            Findings findings) {
        this.sourceUnit = sourceUnit;
        this.shape = shape;
        this.plugins = plugins;
        this.flow = flow;
        this.calls = calls;
        this.findings = findings;
        this.literals = new Literals(findings, ends, this::transform);
        this.assignments = new Assignments(findings);
    }

    /** Rooms, resources and functions of plugins that the script calls, in the order of their numbers. */
    List<Use> uses() {
        return uses;
    }

    void resolve(ClassNode script) {
        unit = Optional.of(script);
        script.getMethods().stream()
                .map(MethodNode::getName)
                .filter(name -> !name.startsWith("$"))
                .forEach(helpers::add);
        List<MethodNode> written = script.getMethods().stream()
                .filter(method -> !method.isSynthetic())
                .toList();
        flow.enter(script);
        written.forEach(method -> flow.follow(method, shape.inputs(method)));
        for (MethodNode method : List.copyOf(script.getMethods())) {
            ends.find(method);
            parameters = method.getParameters();
            inputs = shape.inputs(method);
            isTopLevel = method.getName().equals(ScriptShape.TOP_LEVEL);
            visitMethod(method);
        }
        new VariableScopeVisitor(sourceUnit).visitClass(script);
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return sourceUnit;
    }

    @Override
    public Expression transform(Expression expression) {
        if (expression instanceof VariableExpression variable
                && variable.getAccessedVariable() instanceof DynamicVariable) {
            return bareName(variable);
        }
        if (expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && call.getMethodAsString() != null) {
            return bareCall(call);
        }
        if (expression instanceof MethodCallExpression call
                && call.getObjectExpression() instanceof VariableExpression owner
                && isPlugin(owner)
                && call.getMethodAsString() != null
                && !call.isSpreadSafe()) {
            return pluginCall(call, owner.getName());
        }
        if (expression instanceof MethodCallExpression call) {
            calls.check(call);
        }
        if (expression instanceof ConstructorCallExpression built) {
            calls.check(built);
        }
        if (expression instanceof ClosureExpression closure) {
            closure.getCode().visit(this);
            return closure;
        }
        if (expression instanceof GStringExpression text && Ast.isMadeOnce(text)) {
            return literals.text(text);
        }
        Optional<MapExpression> literal = Ast.map(expression);
        if (literal.isPresent()) {
            return literals.map(literal.get());
        }
        if (expression instanceof SwitchExpression choice) {
            visitSwitchExpression(choice);
            return choice;
        }
        assignments.check(expression, isTopLevel);
        return super.transform(expression);
    }

    private boolean isInput(String name) {
        return takesInputs()
                && inputs.map(typed -> typed.keepsUnknown() || typed.field(name).isPresent())
                        .orElse(true);
    }

    private Expression bareName(VariableExpression variable) {
        String name = variable.getName();
        if (isPlugin(variable)) {
            findings.add(
                    variable,
                    "'" + name + "' is a plugin, and no value",
                    "call what it has: " + String.join(", ", plugins.functions(name)));
            return variable;
        }
        if (isInput(name)) {
            return Sandbox.trusted(
                    variable,
                    new ClassExpression(UNIT),
                    "$input",
                    new VariableExpression(parameters[0]),
                    new ConstantExpression(name),
                    new ConstantExpression(variable.getLineNumber(), true),
                    new ConstantExpression(variable.getColumnNumber(), true));
        }
        Stream<String> own = inputs.map(typed -> typed.fieldNames().stream())
                .orElseGet(() -> Arrays.stream(parameters).map(Parameter::getName));
        Set<String> known = Stream.of(own, shape.constants().stream(), plugins.names().stream())
                .flatMap(names -> names)
                .collect(Collectors.toSet());
        String otherwise = inputs.isPresent()
                ? "add it to the 'input' block of the event"
                : "inputs are seen in the blocks of events: elsewhere take what you need as a parameter";
        findings.add(variable, "unknown name '" + name + "'", Names.meant(name, known, otherwise));
        return variable;
    }

    private boolean takesInputs() {
        return parameters.length > 0 && parameters[0].getName().equals(ScriptShape.INPUTS);
    }

    private Expression bareCall(MethodCallExpression call) {
        String name = call.getMethodAsString();
        if (helpers.contains(name)) {
            unit.ifPresent(type -> calls.check(call, type));
            return super.transform(call);
        }
        if (PRINTING.contains(name)) {
            return super.transform(call);
        }
        if (Absent.WORDS.contains(name)) {
            return conditional(call, name);
        }
        if (isTopLevel) {
            findings.add(
                    call.getMethod(),
                    "unknown method '" + name + "'",
                    Names.meant(
                            name, helpers, "rooms and resources can be called in blocks, not at a script's top level"));
            return call;
        }
        return bound(call, Kind.CALLABLE, name);
    }

    /** Whether a name that is declared nowhere else stands for a plugin. */
    private boolean isPlugin(VariableExpression variable) {
        String name = variable.getName();
        return variable.getAccessedVariable() instanceof DynamicVariable
                && plugins.has(name)
                && !(takesInputs() && inputs.flatMap(typed -> typed.field(name)).isPresent());
    }

    private Expression pluginCall(MethodCallExpression call, String plugin) {
        String name = call.getMethodAsString();
        Set<String> known = plugins.functions(plugin);
        if (!known.contains(name)) {
            String hint = Names.meant(name, known, "it has: " + String.join(", ", known));
            findings.add(call.getMethod(), "the plugin '" + plugin + "' has no function '" + name + "'", hint);
            return new ConstantExpression(null);
        }
        Optional<List<String>> parameters = plugins.parameters(plugin, name);
        int given = Ast.arguments(call).size();
        boolean isSpread = Ast.arguments(call).stream().anyMatch(SpreadExpression.class::isInstance);
        if (!isSpread && parameters.filter(taken -> taken.size() != given).isPresent()) {
            List<String> taken = parameters.get();
            String signature = plugin + "." + name + "(" + String.join(", ", taken) + ")";
            findings.add(
                    call.getMethod(),
                    signature + " takes " + Text.count(taken.size(), "argument") + ", not " + given,
                    "");
        }
        if (isTopLevel) {
            findings.add(call.getMethod(), "a plugin can be called in blocks, not at a script's top level", "");
            return new ConstantExpression(null);
        }
        return bound(call, Kind.PLUGIN, plugin + "." + name);
    }

    /** A call of what the {@link Binder} binds. */
    private Expression bound(MethodCallExpression call, Kind kind, String name) {
        List<Expression> arguments = Ast.arguments(call);
        boolean isSpread = arguments.stream().anyMatch(SpreadExpression.class::isInstance);
        Map<Integer, Path> typed = new HashMap<>();
        Map<Integer, Constant> literals = new HashMap<>();
        for (int i = 0; i < arguments.size() && !isSpread; i++) {
            int number = i;
            Expression argument = arguments.get(i);
            if (argument instanceof ConstantExpression constant) {
                literals.put(i, new Constant(constant.getValue(), Ast.place(argument)));
            } else {
                flow.read(argument).ifPresent(path -> typed.put(number, path));
            }
        }
        int count = isSpread ? -1 : arguments.size();
        uses.add(new Use(kind, name, count, Ast.place(call.getMethod()), typed, literals));
        List<Expression> transformed = arguments.stream().map(this::transform).toList();
        Expression array = isSpread
                ? CastExpression.asExpression(
                        ClassHelper.OBJECT_TYPE.makeArray(), new ListExpression(new ArrayList<>(transformed)))
                : new ArrayExpression(ClassHelper.OBJECT_TYPE, new ArrayList<>(transformed));
        return ofUnit(call, ends.has(call) ? "$shape" : "$call", new ConstantExpression(uses.size() - 1, true), array);
    }

    /** A field that is there only sometimes. */
    private Expression conditional(MethodCallExpression call, String name) {
        List<Expression> given = Ast.arguments(call);
        boolean hasBlock = given.size() == 2 && given.get(1) instanceof ClosureExpression;
        boolean isWhen = name.equals("when");
        if (!hasBlock && (isWhen || given.size() != 1 || given.get(0) instanceof ClosureExpression)) {
            findings.add(
                    call.getMethod(),
                    isWhen
                            ? "'when' needs a condition and a block"
                            : "'whenPresent' needs a value, and may have a block",
                    isWhen
                            ? "write when(chat.closed) { chat.closedAt }"
                            : "write whenPresent(chat.owner), or whenPresent(chat.owner) { UserResource(it) }");
            return super.transform(call);
        }
        String method = isWhen ? "$when" : hasBlock ? "$whenPresentAs" : "$whenPresent";
        return ofUnit(call, method, given.stream().map(this::transform).toArray(Expression[]::new));
    }

    private static Expression ofUnit(Expression place, String method, Expression... arguments) {
        return Sandbox.trusted(place, new VariableExpression("this", UNIT), method, arguments);
    }
}
