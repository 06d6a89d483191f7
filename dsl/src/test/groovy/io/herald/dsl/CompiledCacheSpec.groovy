package io.herald.dsl

import io.herald.dsl.ScriptCompiler.Compilation
import io.herald.dsl.cache.DiskCache
import io.herald.dsl.cache.RecordCodec
import io.herald.dsl.text.SourceText
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Trigger
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

/** What a node that starts anew does not compile again. */
class CompiledCacheSpec extends Specification {
    static final String MODEL = "model Chat { Long id; String title = 'none'; List<String> tags = []; Optional<BigDecimal> price }"
    static final String ROOM = 'room chatRoom { Long id -> namespace \'/chat\'; join { user, key -> user.id == key }; "chat.$id" }'
    static final String EVENT = """
        def GREETING = 'Hello'
        class Mark { String text }
        String shout(String text) { text.toUpperCase() }
        resource ChatResource { chat ->
            example id: 7, title: 'x'
            [id: chat.id, title: shout(chat.title), mark: new Mark(text: GREETING).text, tags: chat.tags.collect { tag -> tag + '!' }]
        }
        event UpdateChat {
            input { Chat chat }
            name 'chat.updated'
            debounce 5.seconds
            on { chatRoom(chat.id) }
            as { ChatResource(chat) }
            example('one') { given chat: [id: 1, title: 'a']; expect rooms: ['/chat chat.1'] }
        }
        event Nightly { schedule '0 9 * * 1-5', 'Europe/Berlin'; on { 'all' }; as { [:] } }
    """
    static final Map<String, String> SCRIPTS = ['Chat.groovy': MODEL, 'rooms.groovy': ROOM, 'UpdateChat.groovy': EVENT, 'classes.groovy': 'class Alone { }']

    @TempDir
    Path folder

    def "a node that starts anew compiles nothing, and is the same"() {
        when:
        DiskCache cold = open()
        EventCatalog compiled = load(cold, SCRIPTS)
        DiskCache warm = open()
        EventCatalog found = load(warm, SCRIPTS)

        then:
        compiled.problems() == []
        cold.counts().hits() == 0
        warm.counts().hits() == SCRIPTS.size()
        warm.counts().misses() == 0
        plan(found) == plan(compiled)
        plan(found) == '{"id":42,"title":"A","mark":"Hello","tags":["b!"]}'
        found.hash() == compiled.hash()
        found.guide().models() == compiled.guide().models()
        found.guide().resources() == compiled.guide().resources()
        found.require('Nightly').policy() == compiled.require('Nightly').policy()
        found.require('UpdateChat').options() == compiled.require('UpdateChat').options()
        found.rooms()['chatRoom'].room([1]) == compiled.rooms()['chatRoom'].room([1])
    }

    def "a node that found all compiled tries its compiler, which changes nothing"() {
        given:
        Path scripts = Files.createDirectory(folder.resolve('scripts'))
        SCRIPTS.each { path, text -> Files.writeString(scripts.resolve(path), text) }
        List<EventCatalog> told = []
        DiskCache cold = open()
        ScriptHost first = new ScriptHost(scripts, HostOptions.DEFAULT.withCache(cold), told::add)
        String hash = first.load().hash()
        cold.write()
        DiskCache warm = open()
        ScriptHost second = new ScriptHost(scripts, HostOptions.DEFAULT.withCache(warm), told::add)

        expect: 'who compiled has no need to'
        first.warmUp().empty

        when:
        second.load()
        DiskCache.Counts before = warm.counts()
        Thread trying = second.warmUp().get()
        trying.start()
        trying.join()

        then:
        warm.counts() == before
        second.catalog().hash() == hash
        told*.hash().unique() == [hash]

        cleanup:
        [first, second]*.close()
    }

    def "helpers are not compiled anew either, and what they tell of models is known"() {
        given:
        Map<String, String> scripts = [
                'Chat.groovy'          : 'model Chat { Long id; String title }',
                'helpers/Titles.groovy': "class Titles { static final List MARKS = ['!', '?'].collect { it * 2 }\n static String of(Chat chat) { chat.title + MARKS.join() } }",
                'helpers/Level.groovy' : 'enum Level { LOW, HIGH }',
                'X.groovy'             : "event X { input { Chat chat }; on { 'x' }; as { [Titles.of(chat), Level.HIGH] } }"]
        load(open(), scripts)
        DiskCache warm = open()

        when:
        EventCatalog found = load(warm, scripts)

        then:
        found.problems() == []
        warm.counts().hits() == 3 // the helpers together are one
        warm.counts().misses() == 0
        planner().plan(found.require('X'), new Trigger('X', [chat: [id: 1, title: 'a']])).payload().json() == '["a!!??","HIGH"]'

        when:
        found = load(open(), scripts + ['Chat.groovy': 'model Chat { Long id; String name }', 'X.groovy': "event X { on { 'x' }; as { Titles.of(1) } }"])

        then:
        found.problems()*.headline().findAll { it.contains("model Chat has no field 'title'") } != []
    }

    def "a failure tells the same line"() {
        given:
        Map<String, String> scripts = ['X.groovy': "event X {\n    on { 'all' }\n    as {\n        chat.size()\n        chat.missing.deep\n    }\n}"]

        when:
        List<String> told = [open(), open()].collect { cache ->
            try {
                planner().plan(load(cache, scripts).require('X'), new Trigger('X', [chat: [:]]))
                'nothing'
            } catch (BroadcastException e) {
                e.problems()[0].headline()
            }
        }

        then:
        told[0] == told[1]
        told[0].startsWith('X.groovy:5:')
    }

    @Unroll("#document")
    def "every script of the documentation comes from the cache as it was compiled:"(String document) {
        given:
        List<String> texts = Files.readString(Path.of('..', document)).split('```groovy\n').drop(1)*.takeBefore('```')
        List<Compilation> compiled = texts.withIndex().collect { text, i -> compile("snippet${i}.groovy", text, open()) }
        DiskCache warm = open()

        when:
        List<Compilation> found = texts.withIndex().collect { text, i -> compile("snippet${i}.groovy", text, warm) }

        then:
        warm.counts().hits() == compiled.count { it.problems().empty }
        found*.script()*.map { it.with(Optional.empty()) } == compiled*.script()*.map { it.with(Optional.empty()) }
        found*.problems() == compiled*.problems()

        where:
        document << ['README.md', 'docs/scripts.md', 'docs/testing.md', 'docs/plugins.md', 'events/README.md'].findAll { Files.exists(Path.of('..', it)) }
    }

    @Unroll("#change")
    def "another outcome is not taken for it:"(String change, Surroundings surroundings, String path, String text) {
        given:
        HelperClasses helpers = helpersOf('class Names { static String a() { "a" } }')
        compile('X.groovy', 'event X { on { Names.a() } }', open(), new Surroundings(false, helpers, Plugins.NONE, DiskCache.NONE))
        DiskCache warm = open()

        expect: 'that it would be found'
        compile('X.groovy', 'event X { on { Names.a() } }', warm, new Surroundings(false, helpers, Plugins.NONE, DiskCache.NONE)).problems() == []
        warm.counts().hits() == 1

        when:
        compile(path, text, warm, surroundings)

        then:
        warm.counts().hits() == 1
        warm.counts().misses() == 1

        where:
        change                  | surroundings                                                                               | path       | text
        'another text'          | new Surroundings(false, helpersOf('class Names { static String a() { "a" } }'), Plugins.NONE, DiskCache.NONE) | 'X.groovy' | 'event X { on { Names.a() } } '
        'another path'          | new Surroundings(false, helpersOf('class Names { static String a() { "a" } }'), Plugins.NONE, DiskCache.NONE) | 'Y.groovy' | 'event X { on { Names.a() } }'
        'another helper'        | new Surroundings(false, helpersOf('class Names { static String a() { "b" } }'), Plugins.NONE, DiskCache.NONE) | 'X.groovy' | 'event X { on { Names.a() } }'
        'no helper'             | Surroundings.NONE                                                                          | 'X.groovy' | 'event X { on { Names.a() } }'
        'trust'                 | new Surroundings(true, helpersOf('class Names { static String a() { "a" } }'), Plugins.NONE, DiskCache.NONE)  | 'X.groovy' | 'event X { on { Names.a() } }'
        'other plugins'         | new Surroundings(false, helpersOf('class Names { static String a() { "a" } }'), plugins(), DiskCache.NONE)    | 'X.groovy' | 'event X { on { Names.a() } }'
    }

    def "what is no longer whole, or of another shape, is compiled anew"() {
        given:
        load(open(), SCRIPTS)
        List<File> entries = folder.resolve('cache').toFile().listFiles().sort()
        entries[0].bytes = new byte[10]
        DiskCache warm = open()
        warm.put(entries[1].name, new RecordCodec().write('something else'))
        warm.write()

        when:
        EventCatalog found = load(warm, SCRIPTS)

        then:
        found.problems() == []
        plan(found) == '{"id":42,"title":"A","mark":"Hello","tags":["b!"]}'
        warm.counts().damaged() == 2

        when:
        DiskCache mended = open()
        load(mended, SCRIPTS)

        then:
        mended.counts().hits() == SCRIPTS.size()
        mended.counts().damaged() == 0
    }

    def "what is compiled ahead is found when it is asked for, and has not run before"() {
        given:
        DiskCache cache = open()
        Scripts scripts = Scripts.none(HostOptions.DEFAULT.withCache(cache))
        Map<String, String> texts = ['X.groovy': "def names = ['a'].collect { it + '!' }\nevent X { on { names } }",
                'Fails.groovy': "final Y = [1].get(7)\nevent Fails { on { 'all' } }"]

        when:
        scripts.prepare(texts + ['Half.groovy': 'event Half {'])

        then: 'also what fails when it runs, of which nothing is kept then'
        cache.counts().hits() == 0

        when:
        EventCatalog catalog = load(cache, texts)

        then:
        catalog.require('X').on([:]) == ['a!']
        catalog.problems()*.file() == ['Fails.groovy']
        cache.counts().hits() == 2
    }

    def "nothing is kept of a script with problems"() {
        given:
        Map<String, String> broken = ['X.groovy': "event X { on { 'all' }; as { File.createTempFile('a', 'b') } }"]

        expect:
        2.times { assert load(open(), broken).problems().size() == 1 }
        open().counts().entries() == 0
    }

    @Unroll("#value")
    def "the codec makes nothing but records of Herald:"(Object value) {
        when:
        new RecordCodec().write(value)

        then:
        thrown(IllegalArgumentException)

        where:
        value << [new Date(0), new File('x'), new Object(), Thread.currentThread(), String, new StringBuilder('x')]
    }

    private DiskCache open() {
        DiskCache.in(folder.resolve('cache'), 1 << 20)
    }

    private static EventCatalog load(DiskCache cache, Map<String, String> texts) {
        Scripts loaded = Scripts.none(HostOptions.DEFAULT.withCache(cache))
                .apply(texts.collectEntries { path, text -> [path, Optional.of(text)] }, Instant.EPOCH)
        cache.write()
        loaded.catalog()
    }

    private static Compilation compile(String path, String text, DiskCache cache, Surroundings surroundings = Surroundings.NONE) {
        Compilation compiled = ScriptCompiler.compile(new SourceText(path, text),
                new Surroundings(surroundings.isTrusted(), surroundings.helpers(), surroundings.plugins(), cache))
        cache.write()
        compiled
    }

    private static HelperClasses helpersOf(String text) {
        HelperCompiler.compile(['helpers/Names.groovy': new SourceText('helpers/Names.groovy', text)], Surroundings.NONE, Instant.EPOCH).classes().get()
    }

    private static Plugins plugins() {
        Plugins plugins = new Plugins()
        plugins.@functions['db'] = [title: PluginFunction.of([]) { 'x' }]
        plugins
    }

    private static EventPlanner planner() {
        new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS)
    }

    private static String plan(EventCatalog catalog) {
        planner().plan(catalog.require('UpdateChat'), new Trigger('UpdateChat', [chat: [id: 42, title: 'a', tags: ['b']]])).payload().json()
    }
}
