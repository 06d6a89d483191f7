package io.herald.dsl.types

import io.herald.dsl.Told
import io.herald.dsl.sandbox.Sandbox
import java.time.Instant
import java.time.LocalDate
import spock.lang.Specification
import spock.lang.Unroll

/** Calls of the JDK's methods and constructors, and of Groovy's for them, are held against what these take. */
class OverloadsSpec extends Specification {

    private static List<String> told(String code) {
        Told.after([
                "models.groovy": "model Chat { Long id; String title; Optional<Integer> at; List<String> tags; Instant time }",
                "x.groovy"     : "event X {\n input { Chat chat }\n on { 'a' }\n as { $code }\n}"
        ])
    }

    @Unroll("#code")
    def "what no method takes is an error at load, with what there is"(String code, String problem) {
        expect:
        told(code) == [problem]

        where:
        code                                || problem
        '"abc".substring()'                 || "x.groovy:4:13: String has no method 'substring' for (); it has: substring(int), substring(int, int)"
        "chat.title.substring(1, 2, 3)"     || "x.groovy:4:18: String has no method 'substring' for (Integer, Integer, Integer); it has: substring(int), substring(int, int)"
        "chat.title.substring(chat.id)"     || "x.groovy:4:18: String has no method 'substring' for (Long); it has: substring(int), substring(int, int)"
        "chat.title.substring('x')"         || "x.groovy:4:18: String has no method 'substring' for (String); it has: substring(int), substring(int, int)"
        "chat.title.padLeft('x', 'y')"      || "x.groovy:4:18: String has no method 'padLeft' for (String, String); it has: padLeft(Number), padLeft(Number, CharSequence)"
        "chat.tags*.substring('x')"         || "x.groovy:4:18: String has no method 'substring' for (String); it has: substring(int), substring(int, int)"
        "chat.tags.subList(1)"              || "x.groovy:4:17: List has no method 'subList' for (Integer); it has: subList(IntRange), subList(int, int)"
        "Instant.parse(1, 2)"               || "x.groovy:4:15: Instant has no static method 'parse' for (Integer, Integer); it has: parse(CharSequence)"
        "Instant.parse(chat.id)"            || "x.groovy:4:15: Instant has no static method 'parse' for (Long); it has: parse(CharSequence)"
        "Instant.parse()"                   || "x.groovy:4:15: Instant has no static method 'parse' for (); it has: parse(CharSequence)"
        "chat.time.plusSeconds('x')"        || "x.groovy:4:17: Instant has no method 'plusSeconds' for (String); it has: plusSeconds(long)"
        "new BigInteger()"                  || "x.groovy:4:7: BigInteger has no constructor for (); it has: new BigInteger(String), new BigInteger(byte[]), new BigInteger(String, int), new BigInteger(int, Random), new BigInteger(int, byte[]), new BigInteger(byte[], int, int), …"
        "new StringBuilder(1, 2)"           || "x.groovy:4:7: StringBuilder has no constructor for (Integer, Integer); it has: new StringBuilder(), new StringBuilder(CharSequence), new StringBuilder(String), new StringBuilder(int)"
    }

    def "arguments of a model's types are a matter of both scripts"() {
        expect:
        Told.after([
                "models.groovy": "model Chat { Integer at; String title }",
                "x.groovy"     : "event X { input { Chat chat }; on { 'a' }; as { chat.title.substring(chat.at) } }"
        ], ["models.groovy": "model Chat { Long at; String title }"]) ==
                ["models.groovy:1:7: String has no method 'substring' for (Long), and x.groovy:1:60 needs it; change both together"]
    }

    @Unroll("#code")
    def "what may fit passes"(String code) {
        expect:
        told(code) == []

        where:
        code << ["chat.title.substring(chat.at)", "chat.title.substring(*[1, 2])", "chat.title.padLeft(10)", "chat.title.padLeft(10, '-')", "chat.title.contains(\"\$chat.id\")",
                 "chat.tags.collect { it.size() }", "chat.tags.inject(0) { sum, it -> sum + it.size() }", "chat.tags.join(', ')", "chat.tags.sum { it.size() }", "chat.tags.contains()",
                 "String.format('%s %s', 1, 'x')", "String.format('none')", "Math.max(1, 2.5)", "Math.max(chat.id, 1)", "chat.tags.toSorted { a, b -> a <=> b }", "chat.tags.get(chat.id as int)",
                 "new BigDecimal('1.5')", "new BigDecimal(chat.id)", "new ArrayList()", "new ArrayList(chat.tags)", "LocalDate.of(2026, 1, 31)", "Instant.parse(chat.title)", "Instant.parse(\"\$chat.title\")",
                 "chat.title.replaceAll(/x/) { it }", "chat.title.split(',')", "chat.title.with { it.size() }", "chat.getOrDefault('title', 1)", "chat.time.plusSeconds(chat.at)", "chat.title.plus(null)",
                 "[1, 2].subList(*[0, 1])", "Optional.ofNullable(null)", "List.of(1, 2, 3)", "UUID.randomUUID()", "Duration.ofSeconds(chat.id)", "Duration.between(chat.time, chat.time)"]
    }

    @Unroll("#type.simpleName")
    def "of what has a type, all that Groovy finds a method for passes, and nothing else"(Class<?> type) {
        given:
        List<Class<?>> classes = [Integer, Long, String, BigDecimal, Boolean, List, Map, Closure, type]
        List<List<Class<?>>> lists = [[]] + classes.collect { [it] } + [classes, classes].combinations() + [[Integer, String, Integer], [String, Integer, Integer, Integer]]
        def meta = GroovySystem.metaClassRegistry.getMetaClass(type)

        expect:
        Sandbox.methods(type).every { name ->
            lists.every { given ->
                Boolean isFound = found(meta, name, given)
                boolean isTaken = Overloads.ofMethods(type, name).take(given.collect { Optional.of(it) })
                boolean isOfNothing = given.empty && !isTaken // nothing is no argument
                boolean isPerhaps = isTaken && (given.contains(List) || given.contains(Map)) // some lists and maps are more
                if (isFound != null && isFound != isTaken && !isOfNothing && !isPerhaps) {
                    throw new AssertionError("$name for $given: Groovy ${isFound ? 'finds it' : 'does not'}" as Object)
                }
                true
            }
        }

        where:
        type << [String, Integer, Long, Double, BigDecimal, Boolean, Instant, LocalDate, UUID, LinkedList, TreeMap]
    }

    /** Null where Groovy itself fails to say. */
    private static Boolean found(MetaClass meta, String name, List<Class<?>> given) {
        try {
            return meta.pickMethod(name, given as Class[]) != null || meta.respondsTo(null, name).findAll().empty
        } catch (RuntimeException ambiguous) {
            return null
        }
    }
}
