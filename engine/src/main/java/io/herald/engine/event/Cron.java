package io.herald.engine.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Times that come again: minute, hour, day of the month, month and day of the week, as cron writes them. Each is {@code *}, a number, a
 * range {@code 1-5}, either with a step {@code 0-30/10}, or several with commas; months and days also by their names. When both days are
 * given, either will do.
 *
 * <p>Where clocks are put forward, a time that they leave out is the same time after as before; where they are put back, a time that comes
 * twice counts once, or with every hour ({@code *}) both times.
 *
 * @param text as written, its blanks made one
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/crontab.html">crontab</a>
 */
public record Cron(String text, ZoneId zone) {
    private static final String MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC";
    private static final String DAYS = "SUN MON TUE WED THU FRI SAT";
    private static final int DAYS_AHEAD = 366 * 8 + 2; // a 29th of February may be eight years away

    /** One of the five: what it is called, and which numbers and names it takes. */
    private enum Field {
        MINUTE(0, "minute", 0, 59, ""),
        HOUR(1, "hour", 0, 23, ""),
        DAY(2, "day of the month", 1, 31, ""),
        MONTH(3, "month", 1, 12, MONTHS),
        WEEKDAY(4, "day of the week", 0, 7, DAYS);

        private final int place;
        private final String said;
        private final int least;
        private final int most;
        private final String names; // of three letters each

        Field(int place, String said, int least, int most, String names) {
            this.place = place;
            this.said = said;
            this.least = least;
            this.most = most;
            this.names = names;
        }

        private BitSet read(String text) {
            BitSet numbers = new BitSet();
            for (String part : text.split(",", -1)) {
                String[] stepped = part.split("/", 2);
                String[] ends = stepped[0].equals("*")
                        ? new String[] {String.valueOf(least), String.valueOf(most)}
                        : stepped[0].split("-", 2);
                int from = number(ends[0], part);
                int to = ends.length == 2 ? number(ends[1], part) : stepped.length == 2 ? most : from;
                int step = stepped.length == 2 ? positive(stepped[1], part) : 1;
                if (to < from) {
                    throw refusal(part);
                }
                IntStream.iterate(from, at -> at <= to, at -> at + step).forEach(numbers::set);
            }
            if (this == WEEKDAY && numbers.get(7)) {
                numbers.set(0); // both are Sunday
            }
            return numbers;
        }

        private int number(String text, String part) {
            int named = text.matches("[A-Za-z]{3}") ? names.indexOf(text.toUpperCase(Locale.ROOT)) : -1;
            if (named >= 0) {
                return named / 4 + least;
            }
            int number = text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
            if (number < least || number > most) {
                throw refusal(part);
            }
            return number;
        }

        private int positive(String text, String part) {
            if (!text.matches("[1-9]\\d?")) {
                throw refusal(part);
            }
            return Integer.parseInt(text);
        }

        private IllegalArgumentException refusal(String part) {
            String named = names.isEmpty()
                    ? ""
                    : ", or " + names.substring(0, 3) + " to " + names.substring(names.length() - 3);
            return new IllegalArgumentException(
                    "the " + said + " must be " + least + " to " + most + named + ", not '" + part + "'");
        }
    }

    public Cron {
        text = text.strip().replaceAll("\\s+", " ");
        if (text.split(" ", -1).length != Field.values().length) {
            throw new IllegalArgumentException(
                    "a schedule has five parts, minute, hour, day of the month, month and day of the week, not '" + text
                            + "'");
        }
        for (Field field : Field.values()) {
            numbers(text, field);
        }
    }

    /**
     * The times that a text and a zone name.
     *
     * @param zone as in {@code Europe/Berlin}
     * @throws IllegalArgumentException says what is wrong with which part
     */
    public static Cron of(String text, String zone) {
        try {
            return new Cron(text, ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no time zone '" + zone + "'", e);
        }
    }

    /** The first time after the given one; empty when there is none, as of a 30th of February. */
    public Optional<Instant> next(Instant after) {
        LocalDate today =
                after.atZone(zone).toLocalDate().minusDays(1); // what a put clock moves may be of the day before
        return IntStream.range(0, DAYS_AHEAD)
                .mapToObj(today::plusDays)
                .filter(this::isOn)
                .flatMap(day ->
                        times(day).filter(time -> time.isAfter(after)).sorted().limit(1))
                .findFirst();
    }

    private boolean isOn(LocalDate day) {
        boolean isDay = numbers(text, Field.DAY).get(day.getDayOfMonth());
        boolean isWeekday = numbers(text, Field.WEEKDAY).get(day.getDayOfWeek().getValue() % 7);
        boolean isEither = !part(text, Field.DAY).startsWith("*")
                && !part(text, Field.WEEKDAY).startsWith("*");
        return numbers(text, Field.MONTH).get(day.getMonthValue())
                && (isEither ? isDay || isWeekday : isDay && isWeekday);
    }

    private Stream<Instant> times(LocalDate day) {
        BitSet minutes = numbers(text, Field.MINUTE);
        return numbers(text, Field.HOUR).stream()
                .boxed()
                .flatMap(hour -> minutes.stream().boxed().flatMap(minute -> instants(day.atTime(hour, minute))));
    }

    private Stream<Instant> instants(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() < 2 || !part(text, Field.HOUR).startsWith("*")) {
            return Stream.of(local.atZone(zone).toInstant());
        }
        return offsets.stream().map(local::toInstant);
    }

    private static BitSet numbers(String text, Field field) {
        return field.read(part(text, field));
    }

    private static String part(String text, Field field) {
        return text.split(" ", -1)[field.place];
    }

    @Override
    public String toString() {
        return text + " " + zone;
    }
}
