package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.model.Problem
import java.time.Instant
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import spock.lang.Specification
import spock.lang.Timeout

/** Damages good scripts at random and loads them: 300 of them, or as many as -Dherald.mutations says (10,000 take some minutes). */
@Timeout(value = 30, unit = java.util.concurrent.TimeUnit.MINUTES)
class MutatedScriptsSpec extends Specification {
    static final int MUTATIONS = Integer.getInteger("herald.mutations", 300)
    static final long SEED = Long.getLong("herald.seed", 20_260_101)

    static final String GOOD = "room chatRoom { id -> \"chat.\$id\" }"
    static final List<String> ORIGINALS = [
            '''
            model Chat { Long id; String title; Optional<String> note; List<Long> members = [] }
            resource ChatResource { chat -> [id: chat.id, title: "<${chat.title}>", note: chat.note ?: 'none'] }
            event UpdateChat {
                input { Chat chat }
                when { chat.title && chat.members.size() < 100 }
                on { [chatRoom(chat.id), chat.members.collect { "user.$it" }] }
                as { ChatResource(chat) }
                name 'chat.updated'
            }
            ''',
            '''
            event UpdateChat <
                when < chat.flags > 3 && (chat.id >> 1) < 9 >
                on < chatRoom(chat.id) >; as < [id: chat.id, list: chat.items.findAll { it > 2 }] >
            >
            final LIMIT = 3
            def level(flags) { flags >= LIMIT ? 'high' : 'low' }
            ''',
            '''
            class Point { int x = 1; String toString() { "($x)" } }
            enum Level { LOW, HIGH }
            room team { Long id, String topic ->
                namespace '/teams'
                join { user, team, asked -> user?.team == team }
                "team.$id.$topic"
            }
            event Move { on { team(p.id, 'x') }; as { [at: new Point().toString(), level: Level.LOW, text: /a>b/ + """c""" ] } }
            '''
    ]*.stripIndent()

    def "a damaged script fails with its place, and never the host or what is in force"() {
        given:
        Random random = new Random(SEED)
        Scripts before = Scripts.EMPTY.apply(["good.groovy": Optional.of(GOOD)], Instant.EPOCH)
        TimeBound bound = new TimeBound()
        PrintStream standard = System.err
        ByteArrayOutputStream noise = new ByteArrayOutputStream()
        System.err = new PrintStream(noise, true)

        expect:
        MUTATIONS.times { int number ->
            String text = damaged(random)
            EventCatalog catalog = load(before, text, bound)
            List<Problem> problems = catalog.problems()
            assert catalog.rooms().containsKey("chatRoom"): told(number, text)
            assert problems.every { it.file() == "x.groovy" && it.line() >= 1 && !it.message().isBlank() }: "${told(number, text)}\n$problems"
            assert problems.isEmpty() == catalog.scripts()*.path().contains("x.groovy"): "${told(number, text)}\n$problems"
            assert noise.toString() == "": told(number, text)
        }

        cleanup:
        System.err = standard
    }

    private static EventCatalog load(Scripts before, String text, TimeBound bound) {
        try {
            bound.run({ before.apply(["x.groovy": Optional.of(text)], Instant.EPOCH).catalog() } as Callable<EventCatalog>, java.time.Duration.ofMinutes(1))
        } catch (ExecutionException | TimeBound.Overrun e) {
            throw new AssertionError("seed $SEED: the load broke down on\n$text" as Object, e)
        }
    }

    private static String told(int number, String text) {
        "mutation $number of seed $SEED:\n$text"
    }

    private static String damaged(Random random) {
        String text = ORIGINALS[random.nextInt(ORIGINALS.size())]
        (1 + random.nextInt(3)).times { text = damage(text, random) }
        text
    }

    private static String damage(String text, Random random) {
        if (text.length() < 2) {
            return text
        }
        int at = random.nextInt(text.length())
        List<Integer> brackets = (0..<text.length()).findAll { "(){}[]<>'\"".indexOf(text[it]) >= 0 }
        switch (random.nextInt(6)) {
            case 0: return text.substring(0, at) + (char) (1 + random.nextInt(0x17e)) + text.substring(at + 1)
            case 1: return text.substring(0, at)
            case 2: return text.readLines().with { it.remove(random.nextInt(it.size())); it.join("\n") }
            case 3:
                int bracket = brackets ? brackets[random.nextInt(brackets.size())] : at
                return text.substring(0, bracket) + text.substring(bracket + 1)
            case 4:
                int end = Math.min(text.length(), at + 1 + random.nextInt(30))
                return text.substring(0, end) + text.substring(at, end) + text.substring(end)
            default:
                int other = random.nextInt(text.length())
                return text.substring(0, Math.min(at, other)) + text.substring(Math.max(at, other))
        }
    }
}
