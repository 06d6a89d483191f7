import java.math.RoundingMode
import java.time.LocalDate
import java.time.temporal.ChronoUnit

model Customer { Long id; String name; Optional<String> email; List<String> tags = []; Map<String, String> prefs = [:] }
model Line { String sku; int quantity; BigDecimal price; Optional<BigDecimal> discount }
model OrderState { oneOf 'open', 'paid', 'shipped', 'returned' }
model Order { Long id; Customer customer; List<Line> lines; OrderState state = 'open'; Instant at; Optional<LocalDate> due; Map<String,
    Object> meta = [:] }

room customerRoom { Long id -> join { user, cid -> user.sub == cid.toString() }; "customer.$id" }
room ordersRoom { namespace '/staff'; join { user -> 'staff' in user.roles }; 'orders' }

final VAT = 0.19
final SHIPPING = [EU: 4.90, US: 12.50, default: 20]

def total(Order order) {
    order.lines.sum(0.0) { it.price * it.quantity * (1 - (it.discount ?: 0)) }.setScale(2, RoundingMode.HALF_UP)
}
def lineOf(Line line) { [sku: line.sku, n: line.quantity, sum: line.price * line.quantity] }

resource LineResource { Line line -> [sku: line.sku, quantity: line.quantity, price: line.price,
    reduced: when(line.discount != null) { line.discount * 100 as int }] }
resource OrderResource { Order order ->
    [id: order.id, state: order.state, total: total(order), lines: LineResource(order.lines), customer: order.customer.name,
     due: whenPresent(order.due) { ChronoUnit.DAYS.between(LocalDate.of(2026, 1, 1), it) }]
}

event OrderPlaced {
    input { Order order }
    when { order.lines && order.state != 'returned' }
    on { [customerRoom(order.customer.id), ordersRoom()] }
    as { OrderResource(order) }
    example('two lines') {
        given order: [id: 1, customer: [id: 7, name: 'Ann'], lines: [[sku: 'a', quantity: 2, price: 1.5], [sku: 'b', quantity: 1, price: 10,
            discount: 0.1]], at: '2026-01-01T00:00:00Z', due: '2026-01-05']
        expect rooms: ['customer.7', '/staff#orders'], payload: [id: 1, state: 'open', total: 12.00, lines: [[sku: 'a', quantity: 2, price: 1.5],
            [sku: 'b', quantity: 1, price: 10, reduced: 10]], customer: 'Ann', due: 4]
    }
}
event OrderStats {
    input { List<Order> orders }
    on { 'stats' }
    as {
        def byState = orders.groupBy { it.state }.collectEntries { state, some -> [state, some.size()] }
        def best = orders.max { total(it) }
        def skus = orders*.lines.flatten().countBy { it.sku }.sort { -it.value }.take(2)
        [byState: byState, best: best?.id, top: skus.keySet() as List, sum: orders.collect { total(it) }.sum() ?: 0,
         names: orders.collect { it.customer.name }.unique().sort().join(', '),
         avg: orders ? orders.sum { total(it) } / orders.size() : null,
         paid: orders.count { it.state == 'paid' }, any: orders.any { it.due }, all: orders.every { it.lines.size() > 0 }]
    }
    example('two') {
        given orders: [[id: 1, customer: [id: 7, name: 'Ann'], lines: [[sku: 'a', quantity: 2, price: 1.5]], at: '2026-01-01T00:00:00Z'], [id: 2,
            state: 'paid', customer: [id: 8, name: 'Bob'], lines: [[sku: 'a', quantity: 1, price: 9], [sku: 'b', quantity: 1, price: 1]],
            at: '2026-01-01T00:00:00Z']]
        expect payload: [byState: [open: 1, paid: 1], best: 2, top: ['a', 'b'], sum: 13.00, names: 'Ann, Bob', avg: 6.5, paid: 1, any: false,
            all: true]
    }
}
event OrderTags {
    input { Order order }
    on { "tags.${order.customer.tags ? order.customer.tags.first() : 'none'}" }
    as {
        def tags = order.customer.tags*.toUpperCase()
        String first = tags[0] ?: ''
        int n = tags.size()
        long big = order.id * 1000L + n
        double ratio = n / 3
        boolean many = n > 2
        def (a, b) = tags + ['X', 'Y']
        for (int i = 0; i < n; i++) { first += i }
        def out = [:]
        tags.eachWithIndex { tag, i -> out["t$i".toString()] = tag }
        out.a = a
        out << [b: b, first: first, big: big, many: many, ratio: ratio > 0.5, last: tags ? tags[-1] : null, rng: tags[0..<n].size()]
        out
    }
    example('x') {
        given order: [id: 3, customer: [id: 7, name: 'Ann', tags: ['vip', 'new']], lines: [], at: '2026-01-01T00:00:00Z']
        expect rooms: ['tags.vip'], payload: [t0: 'VIP', t1: 'NEW', a: 'VIP', b: 'NEW', first: 'VIP01', big: 3002, many: false, ratio: true,
            last: 'NEW', rng: 2]
    }
}
event Price {
    input { BigDecimal amount; String country; Optional<Integer> pieces }
    on { 'prices' }
    as {
        def n = pieces ?: 1
        def gross = amount * n * (1 + VAT)
        def ship = SHIPPING[country] ?: SHIPPING.default
        def m = Money.of(gross) + Money.of(ship)
        [gross: gross.setScale(2, RoundingMode.HALF_EVEN), ship: ship, all: m.label, pos: m.positive, cmp: m > Money.zero(), txt: "$m",
            half: (m * 0.5).label, cents: m.cents.toString().padLeft(6, '0')]
    }
    example('x') {
        given amount: 10, country: 'EU', pieces: 2
        expect payload: [gross: 23.80, ship: 4.9, all: '28.70 EUR', pos: true, cmp: true, txt: '28.70 EUR', half: '14.35 EUR', cents: '002870']
    }
}
event Meta {
    input { Order order }
    on { (order.meta.rooms ?: ['a', 'b']).collect { "meta.$it" } }
    as {
        def m = order.meta
        def depth = m.a?.b?.c
        def list = m.list instanceof List ? m.list.collect { it * 2 } : []
        switch (m.kind) {
            case 'x': return [kind: 'X', depth: depth]
            case ~/y.*/: return [kind: 'Y', list: list]
            case ['p', 'q']: return [kind: 'PQ']
            case Number: return [kind: 'N']
            default: return [kind: null, keys: m.keySet().sort(), has: m.containsKey('kind'), or: m.getOrDefault('zz', 5)]
        }
    }
    example('y') { given order: [id: 3, customer: [id: 7, name: 'A'], lines: [], at: '2026-01-01T00:00:00Z', meta: [kind: 'yes', list: [1, 2]]]
        expect rooms: ['meta.a', 'meta.b'], payload: [kind: 'Y', list: [2, 4]] }
    example('d') { given order: [id: 3, customer: [id: 7, name: 'A'], lines: [], at: '2026-01-01T00:00:00Z', meta: [b: 1, a: [b: [c: 2]]]]
        expect payload: [kind: null, keys: ['a', 'b'], has: false, or: 5] }
    example('q') { given order: [id: 3, customer: [id: 7, name: 'A'], lines: [], at: '2026-01-01T00:00:00Z', meta: [kind: 'q']]
        expect payload: [kind: 'PQ'] }
}
