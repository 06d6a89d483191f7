package io.herald.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The machine: what it is, and how much of it others take while the bench runs. */
final class Machine {
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int GUESTS = 9; // counted in the others already
    private static final double MICROS_OF_TICK = 10_000; // USER_HZ is 100 wherever Linux runs
    private static final int OWN_TIMES = 13; // user and system, of this process and of those it waited for

    private final long[] began;
    private final double ownMicros;

    private Machine(long[] began, double ownMicros) {
        this.began = began;
        this.ownMicros = ownMicros;
    }

    /** Begins to watch. {@code liveMicros} is the time that running servers have had. */
    static Machine watch(double liveMicros) throws IOException {
        return new Machine(ticks(), ownMicros() + liveMicros);
    }

    /** The share of all cores' time that others had, since then: 0 to 1. */
    double othersShare(double liveMicros) throws IOException {
        long[] now = ticks();
        double all = 0;
        double idle = 0;
        for (int i = 1; i < Math.min(GUESTS, now.length); i++) {
            all += now[i] - began[i];
            idle += i == IDLE || i == IO_WAIT ? now[i] - began[i] : 0;
        }
        double own = (ownMicros() + liveMicros - ownMicros) / MICROS_OF_TICK;
        return Math.max(0, (all - idle - own) / all);
    }

    private static long[] ticks() throws IOException {
        String total = Files.readAllLines(Path.of("/proc/stat")).get(0);
        return Arrays.stream(total.split(" +", -1))
                .mapToLong(field -> field.equals("cpu") ? 0 : Long.parseLong(field))
                .toArray();
    }

    private static double ownMicros() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/self/stat")).split(" ", -1);
        return Arrays.stream(fields, OWN_TIMES, OWN_TIMES + 4)
                        .mapToLong(Long::parseLong)
                        .sum()
                * MICROS_OF_TICK;
    }

    static String describe() throws IOException {
        String cores = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .map(model -> model.getValue() + " x " + model.getKey())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s; Linux %s; JDK %s",
                cores,
                System.getProperty("os.version"),
                Runtime.version().feature());
    }
}
