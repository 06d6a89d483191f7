import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.format.DateTimeFormatter

class Time {
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern('yyyy-MM-dd')
    static String day(Instant at, String zone = 'UTC') { at.atZone(ZoneId.of(zone)).format(DAY) }
    static String ago(Instant then, Instant now) {
        def d = Duration.between(then, now)
        if (d.toDays() > 0) return "${d.toDays()}d"
        if (d.toHours() > 0) return "${d.toHours()}h"
        return "${d.toMinutes()}m"
    }
}
