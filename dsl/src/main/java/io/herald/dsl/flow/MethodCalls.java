package io.herald.dsl.flow;

import io.herald.dsl.types.Flow.Called;
import io.herald.dsl.types.Flow.Member;
import io.herald.dsl.types.OwnMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;

/** Notes what code calls whose owner may be known, for the linker to hold against what that takes. One script. */
public final class MethodCalls {
    private final TypeFlow flow;
    private final ModelNames names;
    private final List<Called> called = new ArrayList<>();

    public MethodCalls(TypeFlow flow, ModelNames names) {
        this.flow = flow;
        this.names = names;
    }

    public List<Called> called() {
        return called;
    }

    /** Looks at a call of a value's method, or of a class's static one. */
    public void check(MethodCallExpression call) {
        String name = call.getMethodAsString();
        if (name == null || names.isTrusted()) {
            return; // without the sandbox, code may give classes more than these have
        }
        if (call.getObjectExpression() instanceof ClassExpression owner) {
            note(new Member(owner.getType().getName(), Optional.empty(), name), call.getMethod(), call.getArguments());
        } else if (flow.closure(call).isPresent()) {
            note(
                    new Member("", Optional.empty(), name),
                    call,
                    call.getArguments(),
                    flow.closure(call)
                            .map(closure -> ClassShape.method(
                                    closure, call.getObjectExpression().getText())));
        } else {
            flow.owner(call)
                    .ifPresent(owner ->
                            note(new Member("", Optional.of(owner), name), call.getMethod(), call.getArguments()));
        }
    }

    /** Looks at a call without an owner, in code of the class. */
    public void check(MethodCallExpression call, ClassNode type) {
        ofThis(type, String.valueOf(call.getMethodAsString()), call.getMethod(), call.getArguments());
    }

    /** Looks at a call without an owner, in static code. */
    void check(StaticMethodCallExpression call) {
        if (!names.isTrusted()) {
            ofThis(call.getOwnerType(), call.getMethod(), call, call.getArguments());
        }
    }

    private void ofThis(ClassNode type, String name, ASTNode place, Expression arguments) {
        note(new Member("", KnownValues.of(type), name), place, arguments);
    }

    /** Looks at a construction. */
    public void check(ConstructorCallExpression built) {
        if (!built.isSpecialCall() && !names.isTrusted()) {
            note(new Member(built.getType().getName(), Optional.empty(), ""), built, built.getArguments());
        }
    }

    private void note(Member member, ASTNode place, Expression arguments) {
        note(member, place, arguments, Optional.empty());
    }

    private void note(Member member, ASTNode place, Expression arguments, Optional<OwnMethod> closure) {
        if (Ast.isPlain(arguments)) {
            called.add(new Called(
                    member,
                    Ast.place(place),
                    Ast.parts(arguments).stream().map(flow::given).toList(),
                    closure));
        }
    }
}
