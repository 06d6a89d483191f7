package io.herald.dsl;

import groovy.lang.GroovyClassLoader;
import groovyjarjarantlr4.v4.runtime.RecognitionException;
import groovyjarjarantlr4.v4.runtime.Token;
import io.herald.dsl.text.AngleNotation;
import io.herald.engine.model.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

/** A script that Groovy has parsed, and the unit that goes on with it. */
record Parsed(CompilationUnit unit, SourceUnit source) {
    /**
     * Parses a script in pairs, which is quick; of a script that is wrong Groovy is given the words as they are written, for it quotes them.
     *
     * @param braces the script in braces
     * @param classes those the script may name
     * @throws MultipleCompilationErrorsException when it can't be parsed
     */
    static Parsed of(String path, String braces, ClassLoader classes) {
        String paired = NamedArguments.paired(braces);
        if (!paired.equals(braces)) {
            try {
                Parsed parsed = asWritten(path, paired, classes);
                if (NamedArguments.restore(parsed.source().getAST())) {
                    return parsed;
                }
            } catch (MultipleCompilationErrorsException e) {
                // which is told of what was written
            }
        }
        return asWritten(path, braces, classes);
    }

    /** What is wrong with a text whose tokens Groovy can't tell: its parser would say less, and write to standard error, too. */
    static Optional<Problem> unreadable(AngleNotation.Rewritten rewritten) {
        return rewritten.suspect().filter(suspect -> !isReadable(rewritten.text()));
    }

    private static boolean isReadable(String text) {
        try {
            GroovyLangLexer lexer = new GroovyLangLexer(new StringReader(text));
            lexer.removeErrorListeners();
            while (lexer.nextToken().getType() != Token.EOF) {
                // on to the next
            }
            return true;
        } catch (IOException | RecognitionException | GroovySyntaxError e) {
            return false;
        }
    }

    /** As {@link #of}, of the text as it stands. */
    static Parsed asWritten(String path, String text, ClassLoader classes) {
        CompilationUnit unit =
                new CompilationUnit(ScriptCompiler.configuration(), null, new GroovyClassLoader(classes));
        SourceUnit source = unit.addSource(ScriptCompiler.sourceName(path), text);
        unit.compile(Phases.CONVERSION);
        return new Parsed(unit, source);
    }
}
