package io.herald.dsl

import io.herald.dsl.cache.DiskCache
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

/** What blocks read, call and make is compiled as Java would compile it: nothing of it is linked as it runs. */
class DirectCallsSpec extends Specification {
    static final String SHARED = '''
        model User { Long id; String name }
        model Chat { Long id; String title; boolean published; int members; List<String> tags; User owner; Optional<String> note }
        room chatRoom { Long id -> "chat.$id" }
        resource UserResource { User user -> [id: user.id, name: user.name] }
        resource ChatResource { chat -> [id: chat.id, owner: UserResource(chat.owner), note: whenPresent(chat.note)] }
    '''

    /** Is named by each call site that Groovy links at run time. */
    static final String LINKER = 'IndyInterface'

    @TempDir
    Path home

    private boolean isLinkedAsItRuns(String block) {
        DiskCache cache = DiskCache.in(home, 1 << 20)
        String text = "$SHARED\nevent X { input { Chat chat }; when { chat.published }; on { chatRoom(chat.id) }; as { $block } }"
        Scripts scripts = Scripts.none(HostOptions.DEFAULT.withCache(cache)).apply(['x.groovy': Optional.of(text)], Instant.EPOCH)
        assert scripts.catalog().problems() == []
        cache.write()
        List<Path> kept = Files.walk(home).withCloseable { files -> files.filter { Files.isRegularFile(it) }.toList() }
        assert kept.size() == 1
        String bytes = new String(Files.readAllBytes(kept[0]), StandardCharsets.ISO_8859_1)
        assert bytes.contains('Guarded')
        bytes.contains(LINKER)
    }

    @Unroll("#block")
    def "is called directly"(String block) {
        expect:
        !isLinkedAsItRuns(block)

        where:
        block << ['chat.title', 'chat.owner?.name', 'ChatResource(chat)', '[owner: UserResource(chat.owner), text: "$chat.id: $chat.title"]', 'chat.tags[0]', 'def name = chat.owner.name; [name, chat.id]',
                  'chat.members > 3 && chat.id != 7 ? chat.title : chat.note', 'if (chat.note == null) { return [:] }; [id: chat.id]', 'chat.members * 2', 'chat.title in chat.tags']
    }

    @Unroll("#block")
    def "is linked as it runs"(String block) {
        expect:
        isLinkedAsItRuns(block)

        where:
        block << ['chat.title.toUpperCase()', 'chat.members + 1', 'chat.published ? 1 : 2']
    }
}
