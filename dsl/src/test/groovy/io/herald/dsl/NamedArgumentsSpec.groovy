package io.herald.dsl

import groovyjarjarantlr4.v4.runtime.BailErrorStrategy
import groovyjarjarantlr4.v4.runtime.CharStreams
import groovyjarjarantlr4.v4.runtime.CommonTokenStream
import groovyjarjarantlr4.v4.runtime.atn.PredictionMode
import io.herald.dsl.text.AngleNotation
import io.herald.dsl.text.SourceText
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import org.apache.groovy.parser.antlr4.GroovyLangLexer
import org.apache.groovy.parser.antlr4.GroovyLangParser
import org.codehaus.groovy.ast.CodeVisitorSupport
import org.codehaus.groovy.ast.ModuleNode
import org.codehaus.groovy.ast.expr.ConstantExpression
import org.codehaus.groovy.ast.expr.MapEntryExpression
import org.codehaus.groovy.ast.expr.MethodCallExpression
import org.codehaus.groovy.control.CompilationUnit
import org.codehaus.groovy.control.Phases
import spock.lang.Specification
import spock.lang.Unroll

class NamedArgumentsSpec extends Specification {

    private static ModuleNode parsed(String text) {
        CompilationUnit unit = new CompilationUnit()
        unit.addSource("Script.groovy", text)
        unit.compile(Phases.CONVERSION)
        unit.AST.modules[0]
    }

    /** All calls, names and values, each with its place. */
    private static List<String> told(ModuleNode script) {
        List<String> told = [script.statementBlock.text]
        script.statementBlock.visit(new CodeVisitorSupport() {
            @Override
            void visitMethodCallExpression(MethodCallExpression call) {
                told << "$call.lineNumber:$call.columnNumber-$call.lastLineNumber:$call.lastColumnNumber $call.methodAsString".toString()
                told << "$call.method.lineNumber:$call.method.columnNumber ${call.arguments.class.simpleName}".toString()
                super.visitMethodCallExpression(call)
            }

            @Override
            void visitMapEntryExpression(MapEntryExpression entry) {
                told << "$entry.keyExpression.lineNumber:$entry.keyExpression.columnNumber $entry.text".toString()
                super.visitMapEntryExpression(entry)
            }

            @Override
            void visitConstantExpression(ConstantExpression constant) {
                told << "$constant.lineNumber:$constant.columnNumber $constant.value".toString()
            }
        })
        told
    }

    @Unroll("#paired")
    def "names with values are handed to Groovy as pairs, and are what they were afterwards"(String written, String paired) {
        when:
        String given = NamedArguments.paired(written)

        then:
        given == paired
        given.length() == written.length()

        when:
        ModuleNode script = parsed(given)
        boolean isRestored = NamedArguments.restore(script)

        then:
        isRestored
        told(script) == told(parsed(written))

        where:
        written                                         || paired
        "given chat: [id: 1]"                           || 'give$ chat, [id: 1]'
        "given chat: [id: 1], by: 'Ann'"                || 'give$ chat, [id: 1], by, \'Ann\''
        "given chat : 1 ,by:2"                          || 'give$ chat , 1 ,by,2'
        "given chat:\n    [id: 1],\n    by: 2\nx a: 1"  || 'give$ chat,\n    [id: 1],\n    by, 2\nx a: 1'
        "x { given chat: 1; expect name: 'a, b: c' }"   || 'x { give$ chat, 1; expec$ name, \'a, b: c\' }'
        "x {\n expect name: a ? b : c, rooms: d ?: e\n}" || 'x {\n expec$ name, a ? b : c, rooms, d ?: e\n}'
        'expect name: "${a ? b : c}, d: 1", rooms: 2'   || 'expec$ name, "${a ? b : c}, d: 1", rooms, 2'
        "x { example id: 42, f: { a: 1 } }"             || 'x { exampl$ id, 42, f, { a: 1 } }'
        "example id: 1 /* , a: 1 */ // , b: 1\n[id: 2]" || 'exampl$ id, 1 /* , a: 1 */ // , b: 1\n[id: 2]'
        "expect rooms: 1 +\n 2"                         || 'expec$ rooms, 1 +\n 2'
        "expect rooms: a ?\n b\n : c, name: 1"          || 'expec$ rooms, a ?\n b\n : c, name, 1'
        "expect rooms: a\n .b, name: 1"                 || 'expec$ rooms, a\n .b, name, 1'
    }

    @Unroll("#written")
    def "all else stays as it is written"(String written) {
        expect:
        NamedArguments.paired(written) == written

        where:
        written << [
                "given(chat: 1)", "given 'chat': 1", "given chat: 1, 'by': 2", "given chat: 1, *: rest", "given chat",
                "example('a') { }", "example([id: 1], 'Ann')", "x given: 1", "'given chat: 1'", "// given chat: 1", "given chat::new",
                "def given = chat ? a : b", "x.given chat: 1",
        ]
    }

    def "what is wrong is told of the words as they are written, at their place"() {
        given:
        String text = "event A {\n on { 'a' }\n example('a') {\n  given chat: [id: 1]\n  expect rooms: ['a'] payload: 1\n }\n}"

        when:
        List<String> problems = Scripts.EMPTY.apply(["a.groovy": Optional.of(text)], Instant.EPOCH).catalog().problems()*.headline()

        then:
        problems.size() == 1
        problems[0].startsWith("a.groovy:5:")
        problems[0].contains("expect rooms: ['a'] payload:")
    }

    @Unroll("#script.fileName")
    def "Groovy parses what it is given in its fast mode"(Path script) {
        when:
        String text = NamedArguments.paired(AngleNotation.toBraces(new SourceText("", Files.readString(script))).text())
        GroovyLangParser parser = new GroovyLangParser(new CommonTokenStream(new GroovyLangLexer(CharStreams.fromString(text))))
        parser.interpreter.predictionMode = PredictionMode.SLL
        parser.errorHandler = new BailErrorStrategy()
        parser.compilationUnit()

        then:
        noExceptionThrown()

        where:
        script << [RightScriptsSpec.FOLDER, Path.of("..", "events")].collectMany { folder -> Files.list(folder).withCloseable { it.toList() } }
                .findAll { it.toString().endsWith(".groovy") }
    }
}
