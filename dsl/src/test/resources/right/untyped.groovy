import java.time.Instant
import java.time.LocalDateTime
import java.time.format.DateTimeFormatter
import java.time.Duration

final COLORS = ['red', 'green', 'blue'].withIndex().collectEntries { c, i -> [c, i] }
final STAMP = DateTimeFormatter.ofPattern('dd.MM.yyyy HH:mm')
enum Op {
    ADD('+'), SUB('-')
    final String sign
    Op(String sign) { this.sign = sign }
    int apply(int a, int b) { this == ADD ? a + b : a - b }
}

def shorten(text, int n = 10) { text?.size() > n ? text.take(n - 1) + '…' : text }
def walk(node, Closure visit) { visit(node); node.children?.each { walk(it, visit) } }
def pick(Map options = [:], things) { things.findAll { options.min == null || it.n >= options.min }.take(options.limit ?: 100) }
def vararg(String first, Object... more) { [first, *more].join('/') }
def <T> T firstOr(List<T> list, T other) { list ? list[0] : other }

room feedRoom { kind, id -> join { user, k, i -> user?.feeds?.contains(k) }; "feed.$kind.$id" }
resource PostResource { post -> [id: post.id, title: shorten(post.title), author: AuthorResource(post.author), tags: post.tags ?: [],
    *: when(post.stats) { [views: post.stats.views ?: 0] }] }
resource AuthorResource { a -> [name: a.name ?: "user-${a.id}", avatar: whenPresent(a.avatar) { "https://cdn.example/$it" }] }

event Posted {
    when { post && post.visible != false && !(post.tags ?: []).contains('spam') }
    on { [feedRoom('user', post.author.id)] + (post.tags ?: []).collect { feedRoom('tag', it) } }
    as { PostResource(post) }
    example('a post') {
        given post: [id: 1, title: 'A very long title', author: [id: 7, avatar: 'x.png'], tags: ['a'], stats: [views: 3]]
        expect rooms: ['feed.user.7', 'feed.tag.a'], payload: [id: 1, title: 'A very lo…', author: [name: 'user-7',
            avatar: 'https://cdn.example/x.png'], tags: ['a'], views: 3]
    }
    example('spam') { given post: [id: 1, author: [id: 7], tags: ['spam']]; expect skipped: 'when' }
}
event Tree {
    on { 'tree' }
    as {
        def names = []
        def depth = 0
        walk(root) { names << it.name }
        def leaves = 0
        walk(root) { if (!it.children) leaves++ }
        def byLen = names.groupBy { it.size() }.max { it.key }.value
        def queue = [root] as LinkedList
        def order = []
        while (!queue.isEmpty()) {
            def n = queue.poll()
            order.add(n.name)
            queue.addAll(n.children ?: [])
        }
        [names: names, leaves: leaves, byLen: byLen, bfs: order.join('>'), first: firstOr(names, '-'), va: vararg('a', 1, 'b'), va0: vararg('z')]
    }
    example('t') {
        given root: [name: 'r', children: [[name: 'aa', children: [[name: 'c']]], [name: 'b']]]
        expect payload: [names: ['r', 'aa', 'c', 'b'], leaves: 2, byLen: ['aa'], bfs: 'r>aa>b>c', first: 'r', va: 'a/1/b', va0: 'z']
    }
}
event Mixed {
    on { "m.${COLORS[color] ?: 0}" }
    as {
        def p = pick(things, min: 2, limit: 1)
        def when1 = LocalDateTime.parse(at).format(STAMP)
        def ops = Op.values().collectEntries { [it.sign, it.apply(5, 3)] }
        def op = Op.valueOf('ADD').apply(1, 1)
        def n = text.isInteger() ? text.toInteger() : -1
        def big = text.toBigDecimal() * 1.5
        def parts = 'k1=v1;k2=v2'.split(';').collectEntries { def (k, v) = it.split('='); [(k): v] }
        def m = 'John Smith' =~ /(?<first>\w+) (?<last>\w+)/
        m.find()
        def name = m.group('last')
        def sb = new StringBuilder()
        for (c in 'abc') { sb << c.toUpperCase() << '-' }
        sb.setLength(sb.length() - 1)
        def set = [3, 1, 2, 3] as TreeSet
        def arr = [1, 2, 3] as int[]
        def sum = 0
        arr.each { sum += it }
        label:
        for (i in 0..5) { for (j in 0..5) { if (i * j == 6) { sum += 100; break label } } }
        def memo = { x -> x * x }
        def t = Duration.ofHours(2).toMinutes()
        def nested = [a: [b: [c: [1, 2, [d: 'deep']]]]]
        def deep = nested.a.b.c[2].d
        nested.a.b.e = 5
        nested['x'] = nested.a.b.remove('e')
        def list = [5, 3, 9].sort { -it }
        def (x, y, z) = list
        def s = things.sum { it.n } ?: 0
        def str = $/a $x b/$
        def safe = things?[0]?.zzz?.foo
        def tern = s > 3 ? 'big' : s == 3 ? 'three' : 'small'
        def inst = 5 instanceof Integer && !('a' instanceof Number) && 'a' !instanceof Integer
        def res = [p: p*.n, at: when1, ops: ops, op: op, n: n, big: big, parts: parts, name: name, sb: sb.toString(), set: set, sum: sum,
            memo: memo(4), t: t, deep: deep, x2: nested.x, list: list, xyz: x + y + z, str: str, safe: safe, tern: tern, inst: inst,
            idiv: 7.intdiv(2), mod: -7 % 3, bits: (5 & 3) | (1 << 4) ^ 2, flip: ~5, chars: 'abc'.collect { (it as char) + 1 as char }.join(),
            up: 'abc'.toList()*.toUpperCase(), rev: 'abc'.reverse(), cmp: 'a' < 'b', range: ('a'..'e').step(2), rr: (10..1).step(3),
            dur: Instant.ofEpochSecond(60).toEpochMilli(), f: String.format('%05.2f', 3.14159), j: [1, null, 2].findAll().join('|'), g: [1, 2, 3,
            4].groupBy { it % 2 ? 'odd' : 'even' }, z: [[1, 2], [3, 4]].transpose(), sub: ['a', 'b', 'c'] - ['b'], inter: [1, 2, 3].intersect([2, 3,
            4]), un: ([1, 2] + [2, 3]).unique(), dis: [1, 2].disjoint([3]), flat: [1, [2, [3]]].flatten(), mm: [3, 1, 2].min() + [3, 1, 2].max(),
            pl: 'item'.padLeft(6, '.'), ce: 'x'.center(5, '*'), tr: '  a '.trim(), em: ''.empty, bl: '  '.blank, num: '12' as Integer, bd: 1.1 + 2.2,
            eq: [1, 2] == [1, 2], id: 'a'.is('a'), nn: !null, ch: 'hello'.tr('el', 'ip'), cnt: 'hello'.count('l'), each: 'a,b'.tokenize(','),
            sp: [*[1, 2], *[3]], spm: [*: [a: 1], b: 2], sw: (switch (n) { case 1..10 -> 'low'; case 42 -> 'answer'; default -> 'none' })]
        res
    }
    example('m') {
        given color: 'blue', things: [[n: 1], [n: 2], [n: 3]], at: '2026-01-31T12:00:00', text: '42'
        expect rooms: ['m.2'], payload: [p: [2], at: '31.01.2026 12:00', ops: ['+': 8, '-': 2], op: 2, n: 42, big: 63.0, parts: [k1: 'v1', k2: 'v2'],
            name: 'Smith', sb: 'A-B-C', set: [1, 2, 3], sum: 106, memo: 16, t: 120, deep: 'deep', x2: 5, list: [9, 5, 3], xyz: 17, str: 'a 9 b',
            safe: null, tern: 'big', inst: true, idiv: 3, mod: -1, bits: 19, flip: -6, chars: 'bcd', up: ['A', 'B', 'C'], rev: 'cba', cmp: true,
            range: ['a', 'c', 'e'], rr: [10, 7, 4, 1], dur: 60000, f: '03.14', j: '1|2', g: [odd: [1, 3], even: [2, 4]], z: [[1, 3], [2, 4]],
            sub: ['a', 'c'], inter: [2, 3], un: [1, 2, 3], dis: true, flat: [1, 2, 3], mm: 4, pl: '..item', ce: '**x**', tr: 'a', em: true, bl: true,
            num: 12, bd: 3.3, eq: true, id: true, nn: true, ch: 'hippo', cnt: 2, each: ['a', 'b'], sp: [1, 2, 3], spm: [a: 1, b: 2], sw: 'answer']
    }
}
