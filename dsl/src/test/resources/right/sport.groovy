model Team { String code; String name; Optional<Integer> rank }
model Goal { int minute; String player; boolean own = false }
model Match { Long id; Team home; Team away; Map<String, List<Goal>> goals = [:]; Phase phase = 'before'; LocalDate day; Optional<Map<String,
    Double>> odds }
model Phase { oneOf 'before', 'live', 'over' }

room matchRoom { Match match -> join anyone; "match.$match.id" }
room teamFans { String code -> join anyone; namespace '/fans'; "team.${code.toLowerCase()}" }

def score(Match match) {
    def of = { String side -> (match.goals[side] ?: []).count { !it.own } + (match.goals[side == 'home' ? 'away' : 'home'] ?: []).count { it.own } }
    [home: of('home'), away: of.call('away')]
}
def winner(Match match) {
    def s = score(match)
    switch (s.home <=> s.away) {
        case 1: return match.home
        case -1: return match.away
    }
    null
}
resource TeamResource { Team team, boolean withRank = false -> [code: team.code, name: team.name, rank: when(withRank) { team.rank }] }

event GoalScored {
    input { Match match; Goal goal }
    when { match.phase == 'live' }
    on { [matchRoom(match), [teamFans(match.home.code), teamFans(match.away.code)]] }
    as { room -> room == matchRoom(match) ? [score: score(match), minute: goal.minute, by: goal.player] : [minute: goal.minute,
        who: winner(match)?.name] }
    name 'goal'
    history 10
    throttle 500.ms
    example('own') {
        given match: [id: 5, home: [code: 'GER', name: 'Germany'], away: [code: 'FRA', name: 'France'], goals: [home: [[minute: 3, player: 'X']],
            away: [[minute: 9, player: 'Y', own: true]]], phase: 'live', day: '2026-06-11'], goal: [minute: 9, player: 'Y', own: true]
        expect name: 'goal', payloads: ['match.5': [score: [home: 2, away: 0], minute: 9, by: 'Y'], '/fans#team.ger': [minute: 9, who: 'Germany'],
            '/fans#team.fra': [minute: 9, who: 'Germany']]
    }
    example('before') {
        given match: [id: 5, home: [code: 'GER', name: 'Germany'], away: [code: 'FRA', name: 'France'], day: '2026-06-11'], goal: [minute: 9,
            player: 'Y']
        expect skipped: 'when'
    }
}
event MatchOver {
    input { Match match }
    on { matchRoom(match) }
    as {
        def w = winner(match)
        def odds = match.odds?.get(w?.code ?: 'draw')
        def total = match.goals.values().sum { it.size() } ?: 0
        def scorers = match.goals.values().flatten().findAll { !it.own }.groupBy { it.player }.collectEntries { [it.key, it.value.size()] }.sort { a,
            b -> b.value <=> a.value }
        def first = match.goals.collectMany { side, list -> list.collect { g -> [side: side, minute: g.minute] } }.min { it.minute }
        Team favourite = [match.home, match.away].findAll { it.rank }.min { it.rank }
        def text = """\
            |${match.home.name} ${score(match).values().join(':')} ${match.away.name}
            |on ${match.day.dayOfWeek.toString().toLowerCase()}""".stripMargin()
        try {
            if (!w) throw new IllegalArgumentException('draw')
        } catch (IllegalArgumentException e) {
            text += " (${e.message})"
        }
        [text: text, odds: odds, total: total, scorers: scorers, first: first?.side, favourite: favourite?.code, next: match.day.plusDays(7),
            month: match.day.month.value, weekend: match.day.dayOfWeek.value in [6, 7], leap: match.day.isLeapYear()]
    }
    example('win') {
        given match: [id: 5, home: [code: 'GER', name: 'Germany', rank: 10], away: [code: 'FRA', name: 'France', rank: 2], goals: [home: [[minute: 3,
            player: 'X'], [minute: 5, player: 'X']], away: [[minute: 2, player: 'Z']]], phase: 'over', day: '2026-06-11', odds: [GER: 2.5]]
        expect rooms: ['match.5'], payload: [text: 'Germany 2:1 France\non thursday', odds: 2.5, total: 3, scorers: [X: 2, Z: 1], first: 'away',
            favourite: 'FRA', next: '2026-06-18', month: 6, weekend: false, leap: false]
    }
    example('draw') {
        given match: [id: 5, home: [code: 'A', name: 'A'], away: [code: 'B', name: 'B'], day: '2026-06-11']
        expect payload: [text: 'A 0:0 B\non thursday (draw)', odds: null, total: 0, scorers: [:], first: null, favourite: null, next: '2026-06-18',
            month: 6, weekend: false, leap: false]
    }
}
