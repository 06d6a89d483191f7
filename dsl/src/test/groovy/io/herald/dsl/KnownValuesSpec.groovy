package io.herald.dsl

import spock.lang.Specification

/** What is known of a value is known of what holds it, of what stands for one or another, and of what code does with its items. */
class KnownValuesSpec extends Specification {

    static final String MODELS = '''
        model State { oneOf 'open', 'closed' }
        model Person { Long id; String name }
        model Message { Long id; String text; Optional<Person> author; List<Message> replies; List<String> tags; Instant at }
        model Chat { Long id; String title; boolean closed; State state; Optional<Person> owner; Optional<Integer> pos; List<Message> messages; Map<String, Person> byRole; Map meta; Object odd; Instant at }
    '''

    private static final String NO_TXT = "model Message has no field 'txt'; did you mean 'text'?"
    private static final String NO_NAM = "model Person has no field 'nam'; did you mean 'name'?"

    def "items are what they are in whatever holds them"() {
        expect:
        Told.each(MODELS, [
                "chat.messages.groupBy { it.id }.collect { k, v -> v*.txt }"      : NO_TXT,
                "chat.messages.groupBy { it.id }.each { it.value.first().txt }"   : NO_TXT,
                "chat.messages.groupBy { it.id }.values().first()*.txt"           : NO_TXT,
                "chat.messages.collectMany { it.replies }.first().txt"            : NO_TXT,
                "chat.messages.findResult { it.author }.nam"                      : NO_NAM,
                "chat.messages.findResults { it.author }.first().nam"             : NO_NAM,
                "chat.messages.indexed().collect { i, m -> m.txt }"               : NO_TXT,
                "chat.messages.toSet().each { it.txt }"                           : NO_TXT,
                "chat.messages[0..1].first().txt"                                 : NO_TXT,
                "chat.messages[0, 1]*.txt"                                        : NO_TXT,
                "def (a, b) = chat.messages; b.txt"                               : NO_TXT,
                "def (a, b) = [1, chat.owner]; b.nam"                             : NO_NAM,
                "chat.byRole.values()*.nam"                                       : NO_NAM,
                "chat.byRole.collect { it.value.nam }"                            : NO_NAM,
                "chat.byRole.find { it.value.id == 1 }.value.nam"                 : NO_NAM,
                "chat.byRole.findAll { k, p -> p.id }.sort { it.key }.admin.nam"  : NO_NAM,
                "for (e in chat.byRole) { e.value.nam }"                          : NO_NAM,
                "chat.byRole.entrySet().first().valu"                             : "Entry has no property 'valu' that scripts may use; did you mean 'value'?",
                "(chat.messages + chat.messages[0].replies)[0].txt"               : NO_TXT,
                "(chat.messages + chat.messages[0]).each { it.txt }"              : NO_TXT,
                "(chat.messages - chat.messages[0]).first().txt"                  : NO_TXT,
                "(chat.messages * 2)*.txt"                                        : NO_TXT,
                "chat.messages.withIndex().each { m, i -> m.txt }"                : NO_TXT,
                "chat.messages.withIndex().collect { m, i -> i.foo() }"           : "Integer has no method 'foo' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "chat.messages.iterator().next().txt"                             : NO_TXT,
                "chat.messages.collate(2).each { it[0].txt }"                     : NO_TXT,
                "chat.messages*.replies.flatten().first().txt"                    : NO_TXT,
                "chat.byRole.getOrDefault('x', chat.owner).nam"                   : NO_NAM,
                "chat.byRole.getOrDefault('x', null).nam"                         : NO_NAM,
                "chat.title[0..2].lenght()"                                       : "String has no method 'lenght' that scripts may use; did you mean 'length'?"])
    }

    def "of one or another, what both are is known"() {
        expect:
        Told.each(MODELS, [
                "(chat.closed ? chat.owner : chat.byRole.admin).nam"       : NO_NAM,
                "(chat.owner ?: chat.byRole.admin)?.nam"                   : NO_NAM,
                "def p = chat.closed ? chat.owner : null; p?.nam"          : NO_NAM,
                "(chat.title ?: 'none').lenght()"                          : "String has no method 'lenght' that scripts may use; did you mean 'length'?",
                "(chat.pos ?: chat.id).foo"                                : "Number has no property 'foo' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "(chat.closed ? chat.messages : chat.messages[0].replies)[0].txt": NO_TXT,
                "(chat.closed ? chat.messages : []).colect { it }"         : "List has no method 'colect' that scripts may use; did you mean 'collect'?"])
    }

    def "a value of a model can't be changed"() {
        expect:
        Told.each(MODELS, [
                "chat.title = 'x'"            : "a value of model Chat can't be changed; make a map with more: … + [title: …]",
                "chat.messages[0].text += 'x'": "a value of model Message can't be changed; make a map with more: … + [text: …]",
                "chat['title'] = 'x'"         : "a value of model Chat can't be changed; make a map with more: … + [title: …]",
                "chat.id++"                   : "a value of model Chat can't be changed; make a map with more: … + [id: …]",
                "chat.titel = 'x'"            : "model Chat has no field 'titel'; did you mean 'title'?"])
    }

    def "what is one of some texts is compared with these"() {
        expect:
        Told.each(MODELS, [
                "chat.state == 'opne'"                                 : "this is one of 'open', 'closed', and never 'opne'; did you mean 'open'?",
                "chat.messages.any { chat.state != 'opne' }"           : "this is one of 'open', 'closed', and never 'opne'; did you mean 'open'?",
                "chat.state in ['open', 'clsed']"                      : "this is one of 'open', 'closed', and never 'clsed'; did you mean 'closed'?",
                "switch (chat.state) { case 'opne': 1 }"               : "this is one of 'open', 'closed', and never 'opne'; did you mean 'open'?",
                "def x = switch (chat.state) { case 'opne' -> 1 }; x"  : "this is one of 'open', 'closed', and never 'opne'; did you mean 'open'?"])
    }

    def "a map has each key once"() {
        expect:
        Told.each(MODELS, ["[id: chat.id, 'id': chat.title]": "this map has two keys 'id'; keep one"])
    }

    def "what may be right is let pass"() {
        expect:
        Told.of(MODELS, [
                "(chat.owner ?: chat).nam", "(chat.closed ? chat.owner : [nam: 1]).nam", "(chat.owner ?: [name: 'x']).name", "(chat.closed ? 1 : 'a').foo", "(chat.odd ?: chat.owner).nam", "(chat.pos ?: 0) + 1",
                "chat.messages.groupBy({ it.id }, { it.at }).values().first().x", "chat.messages.groupBy { it.id }.any.text", "chat.messages.groupBy { it.id }.collectEntries { k, v -> [k, v.size()] }.x.y",
                "chat.messages.collectMany { [it.id, it.text] }.first().foo", "chat.messages.findResult { it.id > 1 ? it : null }?.text", "chat.messages.indexed()[0].text", "chat.messages.toSet().size()",
                "chat.byRole.each { k, v -> v.name }", "chat.byRole.each { println it.key + it.value.name }", "chat.byRole.max { a, b -> a.value.id <=> b.value.id }.key",
                "chat.byRole.inject(0) { s, e -> s + e.value.id }", "chat.byRole.inject(0) { s, k, v -> s + v.id }", "chat.byRole.eachWithIndex { e, i -> e.value.name }", "chat.byRole.eachWithIndex { k, v, i -> v.name }",
                "chat.byRole*.value*.name", "chat.meta.collect { it.value.x.y }", "chat.meta.sort { it.value }.take(2).x.y", "chat.meta.findAll { k, v -> v }.x.y", "chat.collect { it.value }", "chat.each { k, v -> v }",
                "def (a, b) = chat.title.split(' '); a.trim()", "def (a, b) = [1]; b.foo", "def (Long a, b) = [chat.id, chat]; a + b.id", "def (a, b) = chat.odd; a.foo", "chat.title[0, 1].size()", "chat.odd[0..1].foo",
                "def m = [a: 1]; m.b = chat; m['c'] = 2; m.b.title", "chat.meta.x = 1", "chat.odd.x = 1", "def l = [1]; l[0] = 2; l[0]++", "def s = chat.id; s++; s += 2",
                "chat.state == 'open' || chat.state in ['closed']", "switch (chat.state) { case 'open': 1; break; case ~/c.*/: 2 }", "chat.title == 'x' || chat.odd == 'x' || chat.meta.x in ['x']",
                "chat.state.toUpperCase() == 'OPEN'", "[a: 1, (chat.id): 2, (chat.id): 3, b: [a: 1]]", "[a: 1, a: whenPresent(chat.owner) { it.name }, b: when(chat.closed) { 1 }, b: 2]"]) == []
    }

    def "what is right of items is let pass, and runs"() {
        expect:
        Told.failing(MODELS, [
                "(chat.messages + chat.messages[0].replies)[0].text", "(chat.messages + 'x').last().length()", "(chat.messages + [[txt: 1]]).last().txt", "(chat.messages + chat.messages[0].tags).last().length()", "([1] + chat.messages).last().text",
                "chat.messages.withIndex().each { m, i -> m.text + i }", "chat.messages.withIndex().each { it[0].text }", "chat.messages.withIndex(1).collect { m, i -> m.text * i }", "chat.messages.withIndex().toSorted { a, b -> a[0].id <=> b[0].id }",
                "chat.messages.withIndex().max { a, b -> a[1] <=> b[1] }[0].text", "chat.messages.withIndex().collectEntries { m, i -> [i, m.text] }", "chat.messages.withIndex().find { m, i -> i == 0 }[0].text",
                "chat.messages.iterator().hasNext()", "chat.messages.toList().iterator().next().text", "chat.byRole.getOrDefault('x', 'none').length()", "chat.byRole.getOrDefault('x', [nam: 1]).nam", "chat.byRole.getOrDefault('admin', null).name",
                "chat.meta.getOrDefault('y', 1) + 1", "chat.getOrDefault('title', 1)", "chat.messages.collate(2)[0][0].text", "chat.messages.collate(2).collect { it.size() }", "chat.messages*.tags.flatten().collect { it.length() }",
                "[chat.messages, chat.messages[0].tags].flatten().last().length()", "chat.messages.flatten().first().text", "chat.messages.inject([:]) { s, m -> s + [(m.id): m.text] }", "(chat.closed ? chat.messages : []).first().text"], [
                id: 1, title: 'a', closed: true, state: 'open', byRole: [admin: [id: 1, name: 'a']], meta: [x: 1], odd: 1, at: '2026-01-31T12:00:00Z', messages: [[id: 2, text: 'b', replies: [], tags: ['t'], at: '2026-01-31T12:00:00Z']]]) == []
    }
}
