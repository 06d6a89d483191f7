package io.herald.dsl.flow;

import io.herald.dsl.types.Flow;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.control.SourceUnit;

/** Looks at the code of classes that a file declares as a script's blocks are looked at: at what it reads, and at what it calls. One file. */
public final class ClassFlow extends ClassCodeVisitorSupport {
    private final SourceUnit unit;
    private final TypeFlow flow;
    private final MethodCalls calls;
    private final ModelNames names;
    private ClassNode at = ClassHelper.OBJECT_TYPE;

    public ClassFlow(SourceUnit unit, TypeFlow flow, MethodCalls calls, ModelNames names) {
        this.unit = unit;
        this.flow = flow;
        this.calls = calls;
        this.names = names;
    }

    /** The flow of a file that holds nothing but classes, once its names are resolved and before its code is changed. */
    public static Flow of(SourceUnit unit, ModelNames names) {
        TypeFlow flow = new TypeFlow(names);
        MethodCalls calls = new MethodCalls(flow, names);
        new ClassFlow(unit, flow, calls, names).follow(unit.getAST().getClasses());
        return new Flow(names.models(), names.classes(), flow.paths(), calls.called(), List.of(), !names.isTrusted());
    }

    public void follow(Collection<ClassNode> types) {
        for (ClassNode type : types) {
            at = type;
            flow.enter(type);
            Stream.concat(type.getMethods().stream(), type.getDeclaredConstructors().stream())
                    .filter(method -> method.getCode() != null && !method.isSynthetic())
                    .forEach(method -> flow.follow(method, Optional.empty()));
            visitClass(type);
        }
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return unit;
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression built) {
        calls.check(built);
        super.visitConstructorCallExpression(built);
    }

    @Override
    public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
        calls.check(call);
        super.visitStaticMethodCallExpression(call);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (!call.isImplicitThis()) {
            calls.check(call);
        } else if (!names.isTrusted()) {
            calls.check(call, at);
        }
        super.visitMethodCallExpression(call);
    }
}
