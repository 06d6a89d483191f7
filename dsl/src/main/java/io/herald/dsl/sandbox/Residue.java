package io.herald.dsl.sandbox;

import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;

/** Makes sure that every bare name in a script was given a meaning: Groovy would look what is left up when it runs, in a closure's delegate first. */
final class Residue extends ClassCodeVisitorSupport {
    private final SourceUnit source;
    private final Report report;

    Residue(SourceUnit source, Report report) {
        this.source = source;
        this.report = report;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (variable.getAccessedVariable() instanceof DynamicVariable) {
            report.refuse(variable, "the name '" + variable.getName() + "' can't stand here in scripts", "");
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isImplicitThis() && !MemberGate.PRINTING.contains(String.valueOf(call.getMethodAsString()))) {
            report.refuse(call, "the call of '" + call.getMethodAsString() + "' can't stand here in scripts", "");
        }
        super.visitMethodCallExpression(call);
    }
}
