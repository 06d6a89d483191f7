import java.time.*
import java.time.temporal.ChronoUnit

model Reading { UUID device; Instant at; double value; Optional<String> unit; List<Double> history = [] }
model Alarm { int level; String text; Optional<Instant> until }

enum Level { OK, WARN, CRIT
    boolean isBad() { this != OK }
    static Level of(double v) { v > 90 ? CRIT : v > 70 ? WARN : OK }
}
class Stats {
    List<Double> values = []
    Stats add(double v) { values << v; this }
    double mean() { values ? values.sum() / values.size() : 0 }
    double getMax() { values.max() ?: 0 }
    double dev() { def m = mean(); Math.sqrt(values.sum(0.0d) { (it - m) ** 2 } / Math.max(1, values.size())) }
    Map<String, Object> toMap() { [mean: mean(), max: max, n: values.size()] }
}
class Window<T> {
    final int size
    private final List<T> items = []
    Window(int size) { this.size = size }
    void push(T item) { items.add(item); while (items.size() > size) items.remove(0) }
    List<T> getItems() { items.asImmutable() }
}

room deviceRoom { UUID id -> join anyone; "device.$id" }

def bucket(Instant at,
    int minutes = 5) { at.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes((at.atOffset(ZoneOffset.UTC).minute.intdiv(minutes)) * minutes)) }

event ReadingCame {
    input { Reading reading }
    when { reading.value > 0 && !reading.value.isNaN() }
    on { deviceRoom(reading.device) }
    as {
        def stats = new Stats()
        reading.history.each { stats.add(it) }
        stats.add(reading.value)
        def level = Level.of(reading.value)
        def w = new Window<Double>(2)
        reading.history.each { w.push(it) }
        [level: level.name().toLowerCase(), bad: level.bad, *: stats.toMap(), dev: stats.dev().round(2), ord: level.ordinal(),
         bucket: bucket(reading.at), day: Time.day(reading.at), unit: reading.unit?.trim() ?: 'C', rounded: Math.round(reading.value * 10) / 10,
         last: w.items.size(), hex: reading.device.toString()[0..7], iso: reading.at.toString(), year: reading.at.atZone(ZoneId.of('UTC')).year,
         next: reading.at.plusSeconds(60).isAfter(reading.at), late: Duration.between(reading.at, reading.at + Duration.ofHours(1)).toMinutes()]
    }
    example('warm') {
        given reading: [device: '00000000-0000-0000-0000-000000000001', at: '2026-01-31T12:13:00Z', value: 75.0, history: [1.0, 2.0, 3.0]]
        expect payload: [level: 'warn', bad: true, mean: 20.25, max: 75.0, n: 4, dev: 31.62, ord: 1, bucket: '2026-01-31T12:10:00Z',
            day: '2026-01-31', unit: 'C', rounded: 75, last: 2, hex: '00000000', iso: '2026-01-31T12:13:00Z', year: 2026, next: true, late: 60]
    }
}
event AlarmRaised {
    input { Alarm alarm; Optional<List<String>> to }
    on { to ? to.collect { "ops.$it" } : 'ops' }
    as {
        def words = alarm.text.tokenize(' ,.')
        def longest = words.max { a, b -> a.size() <=> b.size() }
        def m = alarm.text =~ /(\d+)%/
        def percent = m ? m[0][1] as int : null
        String shown = alarm.text.length() > 20 ? alarm.text[0..19] + '…' : alarm.text
        def stars = '*' * alarm.level
        def table = (1..alarm.level).collect { i -> [i: i, sq: i * i, even: i % 2 == 0] }
        def open = alarm.until?.isAfter(Instant.EPOCH)
        [longest: longest, percent: percent, shown: shown, stars: stars, table: table.findAll { it.even }*.sq, open: open,
            cap: alarm.text.capitalize(), rev: words.reverse().join(' '), replaced: alarm.text.replaceAll(/\d/) { '#' },
            has: alarm.text.contains('%'), idx: alarm.text.indexOf('%'), lines: alarm.text.readLines().size(), eq: alarm.text.equalsIgnoreCase('x')]
    }
    example('fire') {
        given alarm: [level: 4, text: 'disk is 95% full, hurry'], to: ['a']
        expect rooms: ['ops.a'], payload: [longest: 'hurry', percent: 95, shown: 'disk is 95% full, hu…', stars: '****', table: [4, 16], open: null,
            cap: 'Disk is 95% full, hurry', rev: 'hurry full 95% is disk', replaced: 'disk is ##% full, hurry', has: true, idx: 10, lines: 1,
            eq: false]
    }
}
event Batch {
    input { List<Reading> readings; Map<String, Reading> named; int size }
    on { readings.collect { deviceRoom(it.device) }.unique() + 'batch' }
    as {
        def pages = readings.collate(size)
        def sorted = readings.sort(false) { a, b -> b.value <=> a.value ?: a.at <=> b.at }
        def (hi, lo) = readings.split { it.value > 50 }
        def best = named.max { it.value.value }
        def idx = readings.indexed().collect { i, r -> "$i:${r.value as int}" }
        def zip = [readings*.value, (1..readings.size())].transpose().collect { v, i -> v * i }
        def acc = readings.inject(0.0d) { sum, r -> sum + r.value }
        def it2 = readings.iterator().next().value
        def named2 = named.collectEntries { k, v -> [(k.toUpperCase()): v.value] }
        def found = named.find { k, v -> v.value > 50 }?.key
        def withi = readings.withIndex().collect { r, i -> r.value + i }
        def rest = readings.drop(1).take(1)*.value + readings.tail()*.value
        def m = readings.collectMany { [it.value, it.value] }.toSet().size()
        [pages: pages.size(), top: sorted.first().value, hi: hi.size(), lo: lo*.value, best: best.key, idx: idx, zip: zip, acc: acc, it2: it2,
            named: named2, found: found, withi: withi, rest: rest, m: m, min: readings*.value.min(), first: readings.find { it.unit }?.unit,
            idxOf: readings.findIndexOf { it.value > 50 }, grouped: readings.groupBy { it.value > 50 ? 'hi' : 'lo' }.collectEntries { k, v -> [k,
            v*.value] }, part: readings.subList(0, 1).size(), got: named.get('b')?.value, or: named.getOrDefault('z', readings[0]).value,
            plus: (readings + readings).size(), each: readings.every { it.at <= Instant.now() }]
    }
    example('two') {
        given readings: [[device: '00000000-0000-0000-0000-000000000001', at: '2026-01-31T12:13:00Z', value: 75],
            [device: '00000000-0000-0000-0000-000000000001', at: '2026-01-31T12:13:00Z', value: 5, unit: 'F']],
              named: [a: [device: '00000000-0000-0000-0000-000000000001', at: '2026-01-31T12:13:00Z', value: 1],
                  b: [device: '00000000-0000-0000-0000-000000000001', at: '2026-01-31T12:13:00Z', value: 60]], size: 1
        expect rooms: ['device.00000000-0000-0000-0000-000000000001', 'batch'], payload: [pages: 2, top: 75, hi: 1, lo: [5], best: 'b', idx: ['0:75',
            '1:5'], zip: [75, 10], acc: 80, it2: 75, named: [A: 1, B: 60], found: 'b', withi: [75, 6], rest: [5, 5], m: 2, min: 5, first: 'F',
            idxOf: 0, grouped: [hi: [75], lo: [5]], part: 1, got: 60, or: 75, plus: 4, each: true]
    }
}
