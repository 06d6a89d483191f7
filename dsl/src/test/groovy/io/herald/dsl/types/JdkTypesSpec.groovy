package io.herald.dsl.types

import io.herald.dsl.Told
import java.time.Duration
import java.time.LocalDate
import java.util.regex.Matcher
import spock.lang.Specification

/** What classes of the JDK give, and what is made of that, is followed through code. */
class JdkTypesSpec extends Specification {

    static final String MODELS = "model Chat { Long id; String title; Instant at; LocalDate day; BigDecimal price; List<String> tags; Map meta; Map<String, Integer> counts; Object odd }"

    def "members of what static methods, constructors and constants give"() {
        expect:
        Told.each(MODELS, [
                "Instant.parse('x').foo()"                                        : "Instant has no method 'foo' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "Math.max(1, 2).titel"                                            : "Number has no property 'titel' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "LocalDate.now().plusDay(1)"                                      : "LocalDate has no method 'plusDay' that scripts may use; did you mean 'plusDays'?",
                "UUID.randomUUID().versio()"                                      : "UUID has no method 'versio' that scripts may use; did you mean 'version'?",
                "Duration.between(chat.at, Instant.now()).toMilis()"              : "Duration has no method 'toMilis' that scripts may use; did you mean 'toMillis'?",
                "Duration.ofHours(1).plus(Duration.ZERO).toMilis()"               : "Duration has no method 'toMilis' that scripts may use; did you mean 'toMillis'?",
                "new BigDecimal('1').setScale(2).foo()"                           : "BigDecimal has no method 'foo' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "new HashSet().ad(1)"                                             : "HashSet has no method 'ad' that scripts may use; did you mean 'add'?",
                "new ArrayList(chat.tags).colect { it }"                          : "List has no method 'colect' that scripts may use; did you mean 'collect'?",
                "BigDecimal.ONE.ad(BigDecimal.TEN)"                               : "BigDecimal has no method 'ad' that scripts may use; did you mean 'add'?",
                "DayOfWeek.MONDAY.nam()"                                          : "DayOfWeek has no method 'nam' that scripts may use; did you mean 'name'?",
                "Optional.of(1).isPrsent()"                                       : "Optional has no method 'isPrsent' that scripts may use; did you mean 'isPresent'?",
                "chat.at.atZone(ZoneId.of('UTC')).toLocalDate().plusDay(1)"       : "LocalDate has no method 'plusDay' that scripts may use; did you mean 'plusDays'?",
                "chat.day.dayOfWeek.valu"                                         : "DayOfWeek has no property 'valu' that scripts may use; did you mean 'value'?",
                "def x = LocalDate.now(); x.atStartOfDay().toLocalTime().getHors()": "LocalTime has no method 'getHors' that scripts may use; did you mean 'getHour'?",
                "Set<Long> s = chat.odd; s.ad(1)"                                 : "Set has no method 'ad' that scripts may use; did you mean 'add'?",
                "try { 1 } catch (IllegalStateException e) { e.mesage }"          : "IllegalStateException has no property 'mesage' that scripts may use; did you mean 'message'?",
                "def f = { it }; f.cal(1)"                                        : "Closure has no method 'cal' that scripts may use; did you mean 'call'?",
                "(1..3).collect { it.titel }"                                     : "Integer has no property 'titel' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "chat.id.collect { it }.nam"                                      : "Long has no method 'collect' that scripts may use; what scripts may touch is told in docs/scripts.md"])
    }

    def "arguments of their methods"() {
        expect:
        Told.each(MODELS, [
                "LocalDate.now().plusDays(1, 2)"          : "LocalDate has no method 'plusDays' for (Integer, Integer); it has: plusDays(long)",
                "LocalDate.now().plusDays('x')"           : "LocalDate has no method 'plusDays' for (String); it has: plusDays(long)",
                "BigDecimal.ONE.add('x')"                 : "BigDecimal has no method 'add' for (String); it has: add(BigDecimal), add(BigDecimal, MathContext)",
                "Duration.ofSeconds(LocalDate.now())"     : "Duration has no static method 'ofSeconds' for (LocalDate); it has: ofSeconds(long), ofSeconds(long, long)",
                "chat.day.isBefore(Instant.now())"        : "LocalDate has no method 'isBefore' for (Instant); it has: isBefore(ChronoLocalDate)",
                "def d = Duration.ofHours(1); d.plusHours()": "Duration has no method 'plusHours' for (); it has: plusHours(long)"])
    }

    def "of methods that return one thing or another, what is given tells which"() {
        expect:
        Told.each(MODELS, [
                "Duration.ofHours(1).dividedBy(2).toMilis()"                        : "Duration has no method 'toMilis' that scripts may use; did you mean 'toMillis'?",
                "Duration.ofHours(1).dividedBy(chat.id).toMilis()"                  : "Duration has no method 'toMilis' that scripts may use; did you mean 'toMillis'?",
                "def d = Duration.ofHours(1); d.dividedBy(d.multipliedBy(2)).toMilis()" : "Long has no method 'toMilis' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "chat.day.until(LocalDate.now()).dayz"                              : "Period has no property 'dayz' that scripts may use; did you mean 'days'?",
                "Duration.ofHours(1).dividedBy(Duration.ofHours(2)).plusMonths(1)"  : "Long has no method 'plusMonths' that scripts may use; what scripts may touch is told in docs/scripts.md"])
    }

    def "what is right runs"() {
        expect:
        Told.values(["models.groovy": MODELS], right.keySet() as List, [id: 2L, day: LocalDate.EPOCH, odd: Duration.ofMinutes(30)]).collect { String.valueOf(it) } == right.values() as List

        where:
        right = [
                "Duration.ofHours(1).dividedBy(2).toMillis()"                        : "1800000",
                "Duration.ofHours(1).dividedBy(chat.id).toMinutes()"                 : "30",
                "Duration.ofHours(1).dividedBy(Duration.ofMinutes(1)).intValue()"    : "60",
                "Duration.ofHours(1).dividedBy(chat.odd).intValue()"                 : "2",
                "def d = [chat.id, chat.odd]; Duration.ofHours(1).dividedBy(d[1]).intValue() + Duration.ofHours(1).dividedBy(d[0]).toMinutes()" : "32",
                "def by = chat.id ? 2 : Duration.ofHours(1); Duration.ofHours(1).dividedBy(by).toMinutes()" : "30",
                "chat.day.until(LocalDate.EPOCH.plusDays(3)).days"                   : "3",
                "chat.day.until(LocalDate.EPOCH.plusDays(3), java.time.temporal.ChronoUnit.DAYS) + 1" : "4"]
    }

    def "methods of maps, whose keys are read as they are"() {
        expect:
        Told.each(MODELS, [
                "chat.meta.putt('a', 1)"          : "Map has no method 'putt' that scripts may use; did you mean 'put'?",
                "chat.meta.put('a')"              : "Map has no method 'put' for (String); it has: put(Object, Object)",
                "chat.counts.getOrDefault('x')"   : "Map has no method 'getOrDefault' for (String); it has: getOrDefault(Object, Object)",
                "def m = [a: 1]; m.putt('a', 1)"  : "Map has no method 'putt' that scripts may use; did you mean 'put'?",
                "def m = [f: { it }]; m.f(1)"     : "Map has no method 'f' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "Map m = chat.odd; m.putIfAbsnt(1)": "Map has no method 'putIfAbsnt' that scripts may use; did you mean 'putIfAbsent'?",
                "chat.containsKy('id')"           : "model Chat has no method 'containsKy' that scripts may use; did you mean 'containsKey'?",
                "chat.getOrDefault('id')"         : "model Chat has no method 'getOrDefault' for (String); it has: getOrDefault(Object, Object)"])
    }

    def "what may be right is let pass"() {
        expect:
        Told.of(MODELS, [
                "Duration.between(chat.at, Instant.now()).abs().compareTo(Duration.ofHours(1)) > 0", "chat.at.plus(Duration.ofDays(1)).toString()", "chat.at + Duration.ofDays(1)",
                "Duration.ofHours(2).dividedBy(Duration.ofMinutes(1)).intValue()", "chat.day.until(LocalDate.now()).days", "chat.day.until(LocalDate.now(), java.time.temporal.ChronoUnit.DAYS) > 3",
                "chat.day.atStartOfDay(ZoneId.of('UTC')).toInstant().toEpochMilli()", "LocalDateTime.now().format(java.time.format.DateTimeFormatter.ofPattern('HH:mm'))",
                "Math.min(100, Math.max(0, chat.id)).intValue()", "Math.round(chat.price * 100) / 100", "Math.pow(2, 3).round(1).toString()", "chat.price.multiply(2).setScale(1)",
                "new BigDecimal(2).multiply(chat.price).stripTrailingZeros()", "Optional.ofNullable(chat.title).map { it.foo }.orElse('x').size()", "Objects.requireNonNullElse(chat.odd, [a: 1]).a",
                "List.of(1, 2).collect { it * 2 }.sum()", "Map.of('a', [b: 1]).a.b", "Collections.max([1]) + Arrays.asList(1).size()", "Integer.toString(1).size() + Integer.valueOf(1).toString().size()",
                "Set s = new TreeSet([3]); s.first() + s.headSet(2).size()", "Collection c = chat.tags; c.size() + c.subList(0, 1).size()", "Queue q = new LinkedList(); q.offer(1); q.pollFirst()",
                "Number n = 1.5; n.setScale(1) + n.intValue()", "CharSequence s = 'a'; s.trim().size()", "List l = 1..3; l.getFrom() + l.from", "Map m = new TreeMap(); m.firstKey()",
                "def m = [a: [b: 1], f: { it }]; m.a.b + m.f.call(1) + m.get('f').call(1)", "def m = [:].withDefault { 0 }; m.x += 1; m", "chat.meta.x.y.z", "chat.meta.x.call(1)", "chat.meta['x'].y",
                "chat.meta.merge('x', 1) { a, b -> a + b }", "chat.meta.computeIfAbsent('x') { 1 }", "chat.meta.inject(0) { s, k, v -> s + 1 }", "chat.counts.sort { a, b -> a.value <=> b.value }.keySet()",
                "chat.meta.put([a: 1], 2)", "chat.meta.putAll(a: 1)", "chat.meta.put(*[1, 2])", "def l = []; l << chat; l.first().title", "def l = [1]; l.add(0, 2); l.removeIf { it > 1 }; l.first()",
                "def f = { x, y -> x + y }; f(1, 2) + f.curry(1).call(2)", "chat.tags.collect({ it.size() }).sum()", "chat.tags.forEach { println it }", "def x = 1; x = 'a'; x.toUpperCase()",
                "def x = chat.title =~ /(a)/; x.find() ? x.group(1).toInteger() : 0", "(chat.title =~ /(a)/).collect { it[1] }", "new StringBuilder().append(chat.id).append(' ').reverse().toString().trim()",
                "try { 1 } catch (NumberFormatException | ArithmeticException e) { e.message.take(3) }", "def e = chat.meta.entrySet().first(); e.key + e.value.foo", "(1..3).each { println it }",
                "('a'..'c').toList().first().toUpperCase()", "'a'.toCharacter().isLetter()", "UUID.randomUUID().toString().take(8)", "Locale.GERMANY.displayCountry.toUpperCase()"]) == []
    }

    def "a method that is declared for numbers may return any of theirs, and one that is declared once more what it says then"() {
        expect:
        JdkTypes.returned(JdkTypes.of(declared), method, arguments, []).toString() == type

        where:
        declared   | method       | arguments || type
        Number     | "abs"        | 0         || "Number"
        BigDecimal | "abs"        | 0         || "BigDecimal"
        List       | "take"       | 1         || "List<Object>"
        Set        | "toSet"      | 0         || "Set"
        Collection | "size"       | 0         || "Integer"
        String     | "split"      | 1         || "Object"
        Matcher    | "group"      | 1         || "String"
        String     | "getClass"   | 0         || "Object"
    }
}
