package io.herald.server.node;

import io.herald.dsl.cache.DiskCache;
import io.herald.server.http.Measure;
import java.util.List;
import java.util.function.ToLongFunction;

/** What became of scripts that a node might have compiled before. */
final class CacheMeasures {
    private CacheMeasures() {}

    static List<Measure> of(DiskCache cache) {
        return List.of(
                count(cache, "hit", DiskCache.Counts::hits),
                count(cache, "miss", DiskCache.Counts::misses),
                count(cache, "damaged", DiskCache.Counts::damaged),
                Measure.level(
                        "herald.scripts.cache.bytes",
                        "bytes of compiled scripts in the data folder",
                        () -> cache.counts().bytes()));
    }

    private static Measure count(DiskCache cache, String result, ToLongFunction<DiskCache.Counts> value) {
        return Measure.count(
                        "herald.scripts.cached",
                        "scripts that were looked for among those compiled before",
                        () -> value.applyAsLong(cache.counts()))
                .tagged("result", result);
    }
}
