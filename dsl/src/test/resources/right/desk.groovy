import static java.lang.Math.max
import java.time.Duration
import java.util.regex.Pattern

model User { Long id; String name; List<String> roles = []; Optional<User> boss; boolean active = true }
model Ticket { Long id; String title; User owner; List<Comment> comments = []; Priority priority = 'normal'
    Instant opened; Optional<Instant> closed; Map labels = [:]; List<Long> watchers = []; Object extra = null }
model Comment { User author; String text; Instant at; List<Comment> replies = [] }
model Priority { oneOf 'low', 'normal', 'high' }

final WEIGHT = [low: 1, normal: 2, high: 5]
final MENTION = ~/@(\w+)/

class Score {
    int points
    List<String> reasons = []
    Score leftShift(String reason) { reasons << reason; points++; this }
    Score plus(int n) { points += n; this }
    boolean asBoolean() { points > 0 }
    int size() { reasons.size() }
    String call(String sep) { reasons.join(sep) }
}
class Base { String kind = 'base'; String describe() { "$kind!" } }
class Sub extends Base { Sub() { kind = 'sub' }; String loud() { describe().toUpperCase() } }

def chain(User user) { def out = []; def u = user; while (u) { out << u.name; u = u.boss }; out }
def allComments(List<Comment> comments) { comments.collectMany { [it] + allComments(it.replies) } }
int depth(Comment c) { 1 + (c.replies.collect { depth(it) }.max() ?: 0) }
def fib(int n) { n < 2 ? n : fib(n - 1) + fib(n - 2) }

room ticketRoom { Long id -> join { user, tid -> tid in (user.tickets ?: []) || user.admin }; presence { user,
    tid -> user.hidden ? null : [id: user.sub, name: user.name] }; "ticket.$id" }
room userRoom { User user -> join { me, u -> me.sub == "$u.id" }; "user.$user.id" }

resource UserResource { User user -> [id: user.id, name: user.name, boss: whenPresent(user.boss) { UserResource(it) }, admin: 'admin' in user.roles] }
resource CommentResource { Comment c -> [by: c.author.name, text: c.text, replies: CommentResource(c.replies)] }
resource TicketResource { Ticket t ->
    example id: 1, title: 'T', owner: [id: 1, name: 'A'], opened: '2026-01-01T00:00:00Z'
    [id: t.id, title: t.title, owner: UserResource(t.owner), open: t.closed == null, took: when(t.closed) { Duration.between(t.opened,
        t.closed).toHours() }, comments: CommentResource(t.comments), weight: WEIGHT[t.priority]]
}

event TicketChanged {
    input { Ticket ticket; Optional<User> by; boolean silent = false }
    when { !silent && ticket.owner.active }
    on {
        def rooms = [ticketRoom(ticket.id)]
        if (ticket.priority == 'high') rooms << 'urgent'
        ticket.watchers.each { rooms << userRoom([id: it, name: '']) }
        rooms + (ticket.owner.boss ? userRoom(ticket.owner.boss) : [])
    }
    except { by ? userRoom(by) : null }
    as { TicketResource(ticket) }
    ack 2.seconds
    retry 2
    example('high') {
        given ticket: [id: 9, title: 'Help', owner: [id: 1, name: 'Ann', boss: [id: 2, name: 'Bob']], priority: 'high',
            opened: '2026-01-01T00:00:00Z', closed: '2026-01-01T05:00:00Z', watchers: [4], comments: [[author: [id: 3, name: 'C'], text: 'hi',
            at: '2026-01-01T00:00:00Z']]]
        expect rooms: ['ticket.9', 'urgent', 'user.4', 'user.2'], payload: [id: 9, title: 'Help', owner: [id: 1, name: 'Ann', boss: [id: 2,
            name: 'Bob', admin: false], admin: false], open: false, took: 5, comments: [[by: 'C', text: 'hi', replies: []]], weight: 5]
    }
}
event TicketDigest {
    input { Ticket ticket }
    on { "digest.${ticket.owner.name.toLowerCase().replace(' ', '-')}" }
    as {
        def s = new Score()
        s << 'a' << 'b'
        if (ticket.comments.size() > 0) s = s + 3
        def sub = new Sub()
        def words = ticket.title.split(/\s+/)
        def mentions = ticket.comments.collectMany { (it.text =~ MENTION).collect { all, name -> name } }
        def flat = allComments(ticket.comments)
        def counts = flat*.author*.name.countBy { it }
        def initials = ticket.owner.name.split(' ').collect { it[0] }.join()
        def add = { a, b -> a + b }
        def twice = { int n -> n * 2 } >> { it + 1 }
        def curried = { x, y -> x * 10 + y }.curry(4)
        def labels = ticket.labels.findAll { k, v -> v }.collect { k, v -> "$k=$v" }
        def extra = ticket.extra?.deep ?: [deep: 0].deep
        def t = ticket
        [score: s.points, ok: s ? 'y' : 'n', n: s.size(), first: s.reasons[0], joined: s('+'), loud: sub.loud(), kind: sub.kind, words: words.length,
            mentions: mentions, total: flat.size(), counts: counts, deep: ticket.comments.collect { depth(it) }.max(), chain: chain(ticket.owner),
            initials: initials, add: add(1, 1) + add(1, 2), twice: twice(5), cur: curried(2), labels: labels, extra: extra, fib: fib(10), max: max(3,
            ticket.watchers.size()), pat: Pattern.compile('e+').matcher(ticket.title).find(), t: t.title.size(), at: ticket.opened.epochSecond,
            mod: ticket.id % 2 == 1, cmp: ticket.opened < Instant.now(), spread: [*ticket.watchers, 5], spaceship: 'a' <=> 'b',
            elvis: ticket.closed ?: 'open', nul: ticket?.owner?.boss?.name, in1: ticket.id in ticket.watchers, neg: -ticket.id, inc: ticket.id + 1,
            str: ticket.id + '', str2: 'x' + ticket.id + ticket.opened, cat: ticket.title + ticket.owner.name, mul: ticket.title * 2,
            sub: ticket.title - 'H', idx: ticket.title[1], rng: ticket.title[1..2], pow: ticket.id ** 2, div: ticket.id / 2,
            asS: ticket.id as String, asI: ticket.id as int, lst: ticket.watchers as Set, cast: (int) ticket.id]
    }
    example('all') {
        given ticket: [id: 9, title: 'Help me', owner: [id: 1, name: 'Ann Lee', boss: [id: 2, name: 'Bob']], opened: '2026-01-01T00:00:00Z',
            watchers: [4], labels: [a: 1, b: null], comments: [[author: [id: 3, name: 'C'], text: 'hi @ann @bob', at: '2026-01-01T00:00:00Z',
            replies: [[author: [id: 3, name: 'C'], text: 'x', at: '2026-01-01T00:00:00Z']]]]]
        expect rooms: ['digest.ann-lee'], payload: [score: 5, ok: 'y', n: 2, first: 'a', joined: 'a+b', loud: 'SUB!', kind: 'sub', words: 2,
            mentions: ['ann', 'bob'], total: 2, counts: [C: 2], deep: 2, chain: ['Ann Lee', 'Bob'], initials: 'AL', add: 5, twice: 11, cur: 42,
            labels: ['a=1'], extra: 0, fib: 55, max: 3, pat: true, t: 7, at: 1767225600, mod: true, cmp: true, spread: [4, 5], spaceship: -1,
            elvis: 'open', nul: 'Bob', in1: false, neg: -9, inc: 10, str: '9', str2: 'x92026-01-01T00:00:00Z', cat: 'Help meAnn Lee',
            mul: 'Help meHelp me', sub: 'elp me', idx: 'e', rng: 'el', pow: 81, div: 4.5, asS: '9', asI: 9, lst: [4], cast: 9]
    }
}
