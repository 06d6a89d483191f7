package io.herald.dsl;

import groovy.lang.GroovySystem;
import io.herald.dsl.cache.CacheKey;
import io.herald.dsl.cache.DiskCache;
import io.herald.dsl.cache.RecordCodec;
import io.herald.engine.event.EventPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scripts as they were compiled once, so that a node that starts anew compiles only what is new to it: classes, and what the compiler read.
 * Their keys say all that the outcome depends on. Nothing is kept of a script with problems.
 */
final class CompiledCache {
    private static final Logger log = LoggerFactory.getLogger(CompiledCache.class);
    private static final String BUILD = CacheKey.ofBuild(ScriptCompiler.class, EventPolicy.class)
            + GroovySystem.getVersion()
            + Runtime.version().feature();
    private static final RecordCodec CODEC =
            new RecordCodec(new RecordCodec.Plain<>(Places.class, Places::text, Places::ofText));

    private CompiledCache() {}

    /**
     * What is kept of one script.
     *
     * @param script without its unit
     * @param main the class of that; empty when there is none
     * @param classes their bytes by name
     */
    private record Kept(CompiledScript script, Optional<String> main, Map<String, byte[]> classes) {}

    /** The script as it was compiled; empty when it was not, or it is no longer good. */
    static Optional<CompiledScript> find(SourceText source, Surroundings surroundings) {
        if (!surroundings.cache().isOn()) {
            return Optional.empty();
        }
        String key = key(source, surroundings);
        return surroundings.cache().get(key).flatMap(bytes -> {
            try {
                return Optional.of(loaded(source, CODEC.read(bytes, Kept.class), surroundings));
            } catch (TopLevel.Failed e) {
                return Optional.empty(); // what fails now and did not then is told by the compiler
            } catch (RuntimeException | LinkageError e) {
                surroundings.cache().drop(key, e.toString());
                return Optional.empty();
            }
        });
    }

    private static CompiledScript loaded(SourceText source, Kept kept, Surroundings surroundings) {
        if (!kept.script().source().equals(source)) {
            throw new IllegalArgumentException("it is of another text");
        }
        ScriptClassLoader loader =
                new ScriptClassLoader(surroundings.helpers().loaderFor(source.text()), kept.classes());
        return kept.script().with(kept.main().map(main -> TopLevel.run(source, loader.unit(main))));
    }

    /** @param main the class of the script's unit; empty when it has none */
    static void keep(
            CompiledScript script, Optional<String> main, Map<String, byte[]> classes, Surroundings surroundings) {
        DiskCache cache = surroundings.cache();
        if (!cache.isOn()) {
            return;
        }
        try {
            byte[] kept = CODEC.write(new Kept(script.with(Optional.empty()), main, classes));
            cache.put(key(script.source(), surroundings), kept);
        } catch (IllegalArgumentException e) { // a defect, which must not keep the script from its work
            log.warn("{} is not kept as compiled: {}", script.path(), e.getMessage());
        }
    }

    private static String key(SourceText source, Surroundings surroundings) {
        CacheKey key = new CacheKey()
                .with(BUILD)
                .with(surroundings.isTrusted() ? "trusted" : "sandbox")
                .with(surroundings.plugins().shape())
                .with(source.path())
                .with(source.text());
        if (surroundings.helpers().areNamedIn(source.text())) {
            new TreeMap<>(surroundings.helpers().sources())
                    .forEach((path, helper) -> key.with(path).with(helper.text()));
        }
        return key.text();
    }
}
