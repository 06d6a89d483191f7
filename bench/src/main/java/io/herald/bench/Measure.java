package io.herald.bench;

import java.util.Locale;

/** What is told of a server. */
enum Measure {
    DELIVERIES("deliveries/s", "%,.0f"),
    BROADCASTS("broadcasts/s", "%,.0f"),
    CPU("CPU us/delivery", "%.2f"),
    P50("p50 ms", "%.2f"),
    P99("p99 ms", "%.2f"),
    RSS("KiB/connection", "%.1f"),
    CONNECT_CPU("CPU us/connect", "%.0f"),
    ERRORS("errors", "%.0f");

    private final String label;
    private final String format;

    Measure(String label, String format) {
        this.label = label;
        this.format = format;
    }

    String label() {
        return label;
    }

    String show(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
