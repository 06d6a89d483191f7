package io.herald.server.ide;

import io.herald.engine.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.services.LanguageClient;

/** Shows the editor what is wrong with the scripts, and what is so no longer. One thread at a time. */
final class Diagnoses {
    private static final int MAX_SHOWN = 1000; // problems; with more, those of the first scripts

    private final LanguageClient editor;
    private final Function<String, String> uris;
    private Map<String, List<Diagnostic>> shown = Map.of();

    /** @param uris of scripts, by their paths */
    Diagnoses(LanguageClient editor, Function<String, String> uris) {
        this.editor = editor;
        this.uris = uris;
    }

    /** @param texts of all scripts, by path */
    void show(Map<String, String> texts, List<Problem> problems) {
        Map<String, List<Diagnostic>> now = problems.stream()
                .limit(MAX_SHOWN)
                .collect(Collectors.groupingBy(
                        Problem::file,
                        Collectors.mapping(
                                problem -> diagnostic(problem, texts.getOrDefault(problem.file(), "")),
                                Collectors.toList())));
        Stream.concat(shown.keySet().stream(), now.keySet().stream()).distinct().forEach(path -> {
            List<Diagnostic> diagnostics = now.getOrDefault(path, List.of());
            if (!diagnostics.equals(shown.get(path))) {
                editor.publishDiagnostics(new PublishDiagnosticsParams(uris.apply(path), diagnostics));
            }
        });
        shown = now;
    }

    private static Diagnostic diagnostic(Problem problem, String text) {
        Range range = Positions.around(text, problem.line(), problem.column());
        return new Diagnostic(range, problem.said(), DiagnosticSeverity.Error, "herald");
    }
}
