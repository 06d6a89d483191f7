package io.herald.dsl;

import groovy.lang.GroovySystem;
import io.herald.dsl.cache.CacheKey;
import io.herald.dsl.cache.DiskCache;
import io.herald.dsl.cache.RecordCodec;
import io.herald.dsl.text.SourceText;
import io.herald.dsl.types.Places;
import io.herald.engine.event.EventPolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
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

    /** Whether there is something to be found; true where nothing is kept. */
    static boolean has(SourceText source, Surroundings surroundings) {
        return !surroundings.cache().isOn() || surroundings.cache().has(key(source, surroundings));
    }

    /** The script as it was compiled; empty when it was not, or it is no longer good. */
    static Optional<CompiledScript> find(SourceText source, Surroundings surroundings) {
        return find(
                () -> key(source, surroundings),
                Kept.class,
                surroundings.cache(),
                kept -> loaded(source, kept, surroundings));
    }

    /** The helpers as they were compiled together; empty when they were not, or they are no longer good. */
    static Optional<HelperClasses> findHelpers(
            Map<String, SourceText> sources, Surroundings surroundings, Instant now) {
        return sources.isEmpty()
                ? Optional.empty()
                : find(() -> key(sources, surroundings), HelperCode.class, surroundings.cache(), code -> {
                    HelperClasses loaded = code.load(now);
                    if (!loaded.sources().equals(sources)) {
                        throw new IllegalArgumentException("they are of other texts");
                    }
                    code.classes().keySet().forEach(loaded::initialize);
                    return loaded;
                });
    }

    private static <K extends Record, T> Optional<T> find(
            Supplier<String> keyed, Class<K> type, DiskCache cache, Function<K, T> load) {
        if (!cache.isOn()) {
            return Optional.empty();
        }
        String key = keyed.get();
        return cache.get(key).flatMap(bytes -> {
            try {
                return Optional.of(load.apply(CODEC.read(bytes, type)));
            } catch (TopLevel.Failed | ExceptionInInitializerError e) {
                return Optional.empty(); // what fails now and did not then is told by the compiler
            } catch (RuntimeException | LinkageError e) {
                cache.drop(key, e.toString());
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
        if (surroundings.cache().isOn()) {
            keep(
                    key(script.source(), surroundings),
                    new Kept(script.with(Optional.empty()), main, classes),
                    surroundings.cache());
        }
    }

    static void keepHelpers(HelperCode code, Surroundings surroundings) {
        if (surroundings.cache().isOn() && !code.helpers().isEmpty()) {
            Map<String, SourceText> sources = new TreeMap<>();
            code.helpers().forEach((path, helper) -> sources.put(path, helper.source()));
            keep(key(sources, surroundings), code, surroundings.cache());
        }
    }

    private static void keep(String key, Record kept, DiskCache cache) {
        try {
            cache.put(key, CODEC.write(kept));
        } catch (IllegalArgumentException e) { // a defect, which must not keep the script from its work
            log.warn("a script is not kept as compiled: {}", e.getMessage());
        }
    }

    private static String key(Map<String, SourceText> helpers, Surroundings surroundings) {
        CacheKey key =
                new CacheKey().with(BUILD).with("helpers").with(surroundings.isTrusted() ? "trusted" : "sandbox");
        new TreeMap<>(helpers).forEach((path, helper) -> key.with(path).with(helper.text()));
        return key.text();
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
