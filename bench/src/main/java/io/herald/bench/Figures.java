package io.herald.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each server gave, round by round; told as medians. */
final class Figures {
    private final Map<Server, Map<Measure, List<Double>>> rounds = new EnumMap<>(Server.class);

    void add(Server server, Map<Measure, Double> round) {
        Map<Measure, List<Double>> own = rounds.computeIfAbsent(server, same -> new EnumMap<>(Measure.class));
        round.forEach((measure, value) ->
                own.computeIfAbsent(measure, same -> new ArrayList<>()).add(value));
    }

    boolean has(Server server) {
        return rounds.containsKey(server);
    }

    /** NaN when there is none. */
    double median(Server server, Measure measure) {
        List<Double> sorted = rounds.getOrDefault(server, Map.of()).getOrDefault(measure, List.of()).stream()
                .sorted(Comparator.naturalOrder())
                .toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** How many times the one has what the other has. */
    double ratio(Server of, Server to, Measure measure) {
        return median(of, measure) / median(to, measure);
    }
}
