package io.herald.dsl;

import io.herald.dsl.folder.FolderScan;
import io.herald.dsl.folder.SourceChanges;
import io.herald.dsl.folder.SourceFolder;
import io.herald.engine.model.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The scripts of a folder, with texts over them that an editor has not saved yet: what a node would say if they were. Nothing is ever put
 * in force; yet what stands at a script's top level runs, as it does when a node loads it. One thread at a time.
 */
public final class Drafts {
    private final SourceFolder source;
    private final HostOptions options;
    private final ScriptLoader loader;
    private final Map<String, String> files = new TreeMap<>();
    private Map<String, String> texts = Map.of();
    private Map<String, String> checked = Map.of();
    private List<Problem> ofFiles = List.of();

    public Drafts(Path folder, HostOptions options) {
        this.source = new SourceFolder(folder, options.limits(), options.patience());
        this.options = options;
        this.loader = new ScriptLoader(Scripts.none(options), options.load(), Clock.systemUTC());
    }

    /** Whether a file of this path, relative to the folder, is one of its scripts. */
    public static boolean isScript(String path) {
        return FolderScan.takes(path);
    }

    /**
     * Reads anew what changed. Blocks until files come to rest, for a moment at most.
     *
     * @param open texts by path, in place of what the files hold; those that are too large for a script are left out
     * @return the texts of all scripts, by path
     */
    public Map<String, String> read(Map<String, String> open) throws InterruptedException {
        long until = System.nanoTime() + options.patience().burst().toNanos();
        look();
        while (source.isRestless() && System.nanoTime() < until) {
            TimeUnit.NANOSECONDS.sleep(options.patience().quiet().toNanos());
            look();
        }
        Map<String, String> all = new TreeMap<>(files);
        open.forEach((path, text) -> {
            if (isScript(path) && text.length() <= options.limits().fileBytes()) {
                all.put(path, text);
            }
        });
        texts = Map.copyOf(all);
        return texts;
    }

    private void look() {
        source.distrustDoubtful();
        SourceChanges found = source.lookHurried(System.nanoTime());
        found.texts()
                .forEach((path, text) ->
                        text.ifPresentOrElse(newest -> files.put(path, newest), () -> files.remove(path)));
        ofFiles = found.problems();
    }

    /** What is wrong with what was read last. Blocks for as long as that takes to compile. */
    public List<Problem> check() throws InterruptedException {
        if (!texts.keySet().containsAll(checked.keySet())) {
            forget(); // a node would keep what is gone for those that use it; here they are shown
        }
        Map<String, Optional<String>> changes = new HashMap<>();
        texts.forEach((path, text) -> {
            if (!text.equals(checked.get(path))) {
                changes.put(path, Optional.of(text));
            }
        });
        checked = texts;
        if (!changes.isEmpty()) {
            loader.apply(changes);
        }
        return loader.catalog(ofFiles).problems();
    }

    private void forget() throws InterruptedException {
        loader.apply(checked.keySet().stream().collect(Collectors.toMap(path -> path, gone -> Optional.empty())));
        checked = Map.of();
    }
}
