package io.herald.server.ide;

import io.herald.engine.model.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private Set<String> shown = Set.of();

    /** @param uris of scripts, by their paths */
    Diagnoses(LanguageClient editor, Function<String, String> uris) {
        this.editor = editor;
        this.uris = uris;
    }

    /** @param texts of all scripts, by path */
    void show(Map<String, String> texts, List<Problem> problems) {
        Map<String, List<Problem>> byFile = problems.stream()
                .limit(MAX_SHOWN)
                .collect(Collectors.groupingBy(Problem::file, TreeMap::new, Collectors.toList()));
        Set<String> told = new HashSet<>(byFile.keySet());
        Stream.concat(shown.stream(), told.stream()).distinct().forEach(path -> {
            List<Diagnostic> diagnostics = byFile.getOrDefault(path, List.of()).stream()
                    .map(problem -> diagnostic(problem, texts.getOrDefault(path, "")))
                    .toList();
            editor.publishDiagnostics(new PublishDiagnosticsParams(uris.apply(path), diagnostics));
        });
        shown = told;
    }

    private static Diagnostic diagnostic(Problem problem, String text) {
        Range range = Positions.around(text, problem.line(), problem.column());
        return new Diagnostic(range, problem.said(), DiagnosticSeverity.Error, "herald");
    }
}
