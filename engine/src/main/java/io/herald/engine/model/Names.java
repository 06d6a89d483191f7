package io.herald.engine.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the names that a person probably meant. */
public final class Names {
    private static final int MAX_COMPARED = 64;

    private Names() {}

    /** Up to three of the known names, the most alike first; none when nothing is alike. Case counts for little. */
    public static List<String> nearest(String wanted, Collection<String> known) {
        if (wanted.isEmpty() || wanted.length() > MAX_COMPARED) {
            return List.of();
        }
        int tolerated = Math.max(1, wanted.length() / 3);
        return known.stream()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= tolerated)
                .map(name -> Map.entry(name, distance(fold(wanted), fold(name))))
                .filter(candidate -> candidate.getValue() <= tolerated)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.naturalOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A hint at the most alike of the known names, {@code did you mean 'chatRoom'?}, or the other text when nothing is alike. */
    public static String meant(String wanted, Collection<String> known, String otherwise) {
        return nearest(wanted, known).stream()
                .findFirst()
                .map(name -> "did you mean '" + name + "'?")
                .orElse(otherwise);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Edits that turn one into the other, where swapping two neighbours is one edit. */
    private static int distance(String one, String other) {
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, one, other, i, j);
            }
        }
        return edits[one.length()][other.length()];
    }

    private static int cheapest(int[][] edits, String one, String other, int i, int j) {
        int replace = edits[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
