package io.herald.dsl;

import io.herald.dsl.text.GroovyTokens;
import io.herald.dsl.text.GroovyTokens.Kind;
import io.herald.dsl.text.SourceText;
import io.herald.dsl.types.Place;
import io.herald.engine.model.Problem;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;

/**
 * Where a script that can't be parsed is wrong. Of an error in a block Groovy says no more than "unexpected input: '{'", at the brace of the
 * outermost block around it. So what the block holds is parsed alone, with all around it blank, until Groovy speaks of something else. One use.
 */
final class SyntaxErrors {
    private static final String IN_BLOCK = "unexpected input: '{'";
    private static final String AT_END = "unexpected end of input";

    private final SourceText source;
    private String text;
    private int end;

    private SyntaxErrors(SourceText source, String text) {
        this.source = source;
        this.text = text;
        this.end = text.length();
    }

    /** @param text what Groovy was given: the source in braces, character for character */
    static List<Problem> of(SourceText source, String text, MultipleCompilationErrorsException failure) {
        return ScriptCompiler.problems(path -> source, failure).stream()
                .map(problem -> new SyntaxErrors(source, text).inside(problem))
                .toList();
    }

    private Problem inside(Problem told) {
        Problem known = told;
        while (known.message().equals(IN_BLOCK) && keepBlock(source.offset(new Place(known.line(), known.column())))) {
            Optional<Problem> within = parse();
            if (within.isEmpty()) {
                return known;
            }
            known = within.get();
        }
        return known;
    }

    /** Blanks all but what the block holds that is opened there; false when none is, or it is never closed. */
    private boolean keepBlock(int open) {
        if (open >= text.length() || text.charAt(open) != '{') {
            return false; // each turn takes a brace away: there is an end
        }
        GroovyTokens tokens = new GroovyTokens(text);
        int depth = 0;
        int statements = 0;
        int from = open + 1;
        while (tokens.next()) {
            if (tokens.start() <= open) {
                depth = tokens.start() == open ? 1 : 0;
                continue;
            }
            depth += tokens.kind() == Kind.OPEN ? 1 : tokens.kind() == Kind.CLOSE ? -1 : 0;
            if (depth < 1) {
                end = tokens.start();
                text = blank(0, from) + text.substring(from, end) + blank(end, text.length());
                return true;
            }
            statements += tokens.isStatementStart() ? 1 : 0;
            if (statements == 1 && depth == 1 && tokens.text().equals("->")) {
                from = tokens.end(); // the parameters are no statement
            }
        }
        return false;
    }

    private String blank(int from, int to) {
        return text.substring(from, to).replaceAll("[^\r\n]", " ");
    }

    private Optional<Problem> parse() {
        try {
            var unused = Parsed.asWritten(source.path(), text, SyntaxErrors.class.getClassLoader());
            return Optional.empty();
        } catch (MultipleCompilationErrorsException e) {
            SourceText parsed = new SourceText(source.path(), text);
            return ScriptCompiler.problems(path -> parsed, e).stream()
                    .map(this::placed)
                    .findFirst();
        }
    }

    private Problem placed(Problem told) {
        int at = new SourceText(source.path(), text).offset(new Place(told.line(), told.column()));
        String message = told.message().equals(AT_END) ? "unexpected end of the block" : told.message();
        return source.problem(source.place(Math.min(at, end)), message, told.hint());
    }
}
