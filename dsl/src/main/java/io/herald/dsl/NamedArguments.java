package io.herald.dsl;

import io.herald.dsl.flow.Ast;
import io.herald.dsl.text.GroovyTokens;
import io.herald.dsl.text.GroovyTokens.Kind;
import io.herald.dsl.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * Hands {@code given chat: [id: 42], by: 'Ann'} to Groovy as {@code give$ chat, [id: 42], by, 'Ann'}, and makes of what it parsed what was written.
 * Groovy's parser takes names with values behind a word without parentheses for a mistake, and parses the whole file again in a mode that takes a hundred times
 * as long. Lines and columns stay true.
 */
final class NamedArguments {
    private static final char MARK = '$'; // nobody ends a name with it
    private static final Map<String, String> WORDS =
            Word.named().stream().collect(Collectors.toMap(NamedArguments::marked, Function.identity()));
    private static final Set<String> SIGNS = Set.of("+", "-", "!", "~"); // with which a statement may begin
    private static final Set<String> OPERATORS =
            Set.of(",", ":", "?", ".", "*", "/", "%", "<", ">", "=", "&", "|", "^", "as", "in", "instanceof");
    private static final Pattern WORD =
            Pattern.compile("\\b(" + String.join("|", WORDS.values()) + ")[ \t]+\\w+[ \t]*:");

    private final GroovyTokens tokens;
    private final char[] paired;
    private final List<Integer> colons = new ArrayList<>(); // of the statement that is read
    private int word = -1; // the end of its word; -1 outside of one
    private int depth; // of brackets within it
    private boolean isName; // whether a name is to come
    private boolean goesOn; // whether the next line belongs to the same statement, too

    private NamedArguments(String text) {
        this.tokens = new GroovyTokens(text);
        this.paired = text.toCharArray();
    }

    private static String marked(String word) {
        return word.substring(0, word.length() - 1) + MARK;
    }

    /** What Groovy is to parse: as long as the text, line by line. */
    static String paired(String text) {
        return WORD.matcher(text).find() ? new NamedArguments(text).pair() : text;
    }

    private String pair() {
        while (tokens.next()) {
            if (isOpen() && depth == 0 && endsStatement()) {
                end();
            }
            goesOn = isOperator();
            if (!isOpen()) {
                begin();
            } else if (depth == 0 && isName) {
                name();
            } else if (depth == 0 && tokens.text().equals(",")) {
                isName = true;
            } else {
                depth += tokens.kind() == Kind.OPEN ? 1 : tokens.kind() == Kind.CLOSE ? -1 : 0;
            }
        }
        end();
        return new String(paired);
    }

    private boolean isOpen() {
        return word >= 0;
    }

    private boolean endsStatement() {
        return tokens.kind() == Kind.CLOSE
                || tokens.text().equals(";")
                || (tokens.isStatementStart() && !goesOn && !OPERATORS.contains(tokens.text()));
    }

    private boolean isOperator() {
        return OPERATORS.contains(tokens.text()) || SIGNS.contains(tokens.text());
    }

    private void begin() {
        if (tokens.kind() == Kind.WORD && tokens.isStatementStart() && WORDS.containsValue(tokens.text())) {
            word = tokens.end();
            depth = 0;
            isName = true;
        }
    }

    /** Takes the colon behind a name; what has something else there stays as it is written. */
    private void name() {
        int colon = tokens.skipBlanks(tokens.end());
        isName = false;
        if (tokens.kind() == Kind.WORD && tokens.peek(colon) == ':' && tokens.peek(colon + 1) != ':') {
            colons.add(colon);
        } else {
            colons.clear();
            word = -1;
        }
    }

    private void end() {
        if (isOpen() && !colons.isEmpty()) {
            paired[word - 1] = MARK;
            colons.forEach(colon -> paired[colon] = ',');
        }
        colons.clear();
        word = -1;
    }

    /** Makes names with values of the pairs that Groovy parsed; false when it parsed something else. */
    static boolean restore(ModuleNode script) {
        AtomicBoolean areAllPairs = new AtomicBoolean(true);
        script.getStatementBlock().visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                String written = WORDS.get(call.getMethodAsString());
                if (written != null && !restore(call, written)) {
                    areAllPairs.set(false);
                }
                super.visitMethodCallExpression(call);
            }
        });
        return areAllPairs.get();
    }

    private static boolean restore(MethodCallExpression call, String written) {
        List<Expression> pairs = Ast.arguments(call);
        List<MapEntryExpression> entries = new ArrayList<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            Expression name = pairs.get(i);
            if (!(name instanceof VariableExpression)) {
                return false;
            }
            Expression key = at(name, new ConstantExpression(name.getText()));
            entries.add(at(name, new MapEntryExpression(key, pairs.get(i + 1))));
        }
        Expression named = at(call.getArguments(), new NamedArgumentListExpression(entries));
        call.setMethod(at(call.getMethod(), new ConstantExpression(written)));
        call.setArguments(at(call.getArguments(), new TupleExpression(named)));
        return pairs.size() % 2 == 0;
    }

    private static <T extends Expression> T at(Expression place, T made) {
        made.setSourcePosition(place);
        return made;
    }
}
