package io.herald.dsl

import java.time.Instant
import spock.lang.Specification

/** Objects of scripts' and helpers' classes are followed through code, and held to what these classes have and take. */
class OwnClassesSpec extends Specification {
    static final Map<String, String> OTHERS = [
            "models.groovy"        : "model Chat { Long id; String title; boolean open; List<String> tags }",
            "helpers/Money.groovy" : '''
                class Money implements Comparable {
                    static Money zero() { new Money(0L) }
                    final Long cents
                    String unit = 'EUR'
                    def note
                    Closure shown = { it }
                    private int seen
                    Money(Long cents) { this.cents = cents }
                    static Money of(Long cents) { new Money(cents) }
                    static Money of(String text) { new Money(text.toLong()) }
                    static any(x) { x ? new Money(1L) : 'none' }
                    static List<Money> all(int n) { (1..n).collect { new Money(it as Long) } }
                    String label() { "$cents ${getUnit()}" }
                    Money plus(Money other) { new Money(cents + other.cents) }
                    boolean isFree() { cents == 0 }
                    String in(Level level, String before = '') { before + level.mark + label() }
                    int compareTo(other) { cents <=> other.cents }
                    def get(String key) { key == 'cents' ? cents : null }
                    Money times(Long by) { new Money(cents * by) }
                    String times(String by) { "$by $cents" }
                    Long findResult(Closure by) { by.call('x') == 'x' ? cents : 0L }
                    def each(Object... all) { all.size() }
                }'''.stripIndent(),
            "helpers/Rate.groovy"  : "class Rate {\n  static final Rate ONE = new Rate(1G)\n  final BigDecimal value\n  Rate(BigDecimal value) { this.value = value }\n}",
            "helpers/Level.groovy" : "enum Level {\n  LOW('-'), HIGH('+')\n  final String mark\n  Level(String mark) { this.mark = mark }\n  Level up() { HIGH }\n}",
            "helpers/Animal.groovy": '''
                class Animal { String name; String call() { name }; static Animal find(boolean dog) { dog ? new Dog(name: 'd') : new Animal(name: 'a') } }
                class Dog extends Animal { int age = 3; String bark() { 'wuff ' + name } }
                class Cage { Animal held; Map<String, Animal> others = [:]; def open() { held.name } }'''.stripIndent()
    ]

    private static final String NO_LABL = "class Money has no method 'labl'; did you mean 'label'?"

    def "members that a value's class does not have are told"() {
        expect:
        Told.each(OTHERS, [
                "Money.of(1L).labl()"                               : NO_LABL,
                "new Money(1L).labl()"                              : NO_LABL,
                "def m = Money.of(1L); [m.labl()]"                  : NO_LABL,
                "Money m = chat.title; m?.labl()"                   : NO_LABL,
                "Money.of(1L).plus(Money.zero()).labl()"              : NO_LABL,
                "Money.all(2).first().labl()"                       : NO_LABL,
                "Money.all(2)*.labl()"                              : NO_LABL,
                "Money.all(2).collect { it.labl() }"                : NO_LABL,
                "Money.zero().with { it.labl() }"                     : NO_LABL,
                "(chat.open ? Money.zero() : new Money(2L)).labl()"   : NO_LABL,
                "((Money) chat.title).labl()"                       : NO_LABL,
                "Money.zero().tap { it.unit = 'USD' }.labl()"         : NO_LABL,
                "Money.of(1L).cent"                                 : "class Money has no property 'cent'; did you mean 'cents'?",
                "Money.of(1L)['cent']"                              : "class Money has no property 'cent'; did you mean 'cents'?",
                "def m = Money.of(1L); m.unti = 'USD'"              : "class Money has no property 'unti'; did you mean 'unit'?",
                "Money.of(1L).xyz"                                  : "class Money has no property 'xyz'; declare it in the class",
                "Money.all(2).cent"                                 : "class Money has no property 'cent'; did you mean 'cents'?",
                "Money.of(1L).label().lenght()"                     : "String has no method 'lenght' that scripts may use; did you mean 'length'?",
                "Money.of(1L).unit.lenght()"                        : "String has no method 'lenght' that scripts may use; did you mean 'length'?",
                "Money.of(1L).cents.fo"                             : "Long has no property 'fo' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "Money.of(1L).getCents().fo"                        : "Long has no property 'fo' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "Money.of(1L).shown(1)"                             : "class Money has no method 'shown'; declare it in the class",
                "Rate.ONE.valu"                                     : "class Rate has no property 'valu'; did you mean 'value'?",
                "Money.of(1L).times(chat.id).labl()"                : NO_LABL,
                "Money.of(1L).times(chat.title).labl()"             : "String has no method 'labl' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "Money.of(1L).findResult { it }.labl()"             : "Long has no method 'labl' that scripts may use; what scripts may touch is told in docs/scripts.md",
                "Level.HIGH.mrk"                                    : "class Level has no property 'mrk'; did you mean 'mark'?",
                "Level.HIGH.up().upp()"                             : "class Level has no method 'upp'; did you mean 'up'?",
                "Animal.find(true).nam"                             : "class Animal has no property 'nam'; did you mean 'name'?",
                "new Dog(name: 'x').bark().lenght()"                : "String has no method 'lenght' that scripts may use; did you mean 'length'?",
                "new Cage().held?.nam"                              : "class Animal has no property 'nam'; did you mean 'name'?",
                "new Cage().others.x?.nam"                          : "class Animal has no property 'nam'; did you mean 'name'?"])
    }

    def "arguments that their methods and constructors do not take are told"() {
        expect:
        Told.each(OTHERS, [
                "Money.of(1L).label(2)"               : "method label takes 0 arguments, not 1; it is declared at helpers/Money.groovy:14:5",
                "Money.of(1L).plus(chat)"             : "method plus takes a Money as 'other', and chat is a Chat; it is declared at helpers/Money.groovy:15:5",
                "Money.of(1L).plus(chat.title)"       : "method plus takes a Money as 'other', and chat.title is a String; it is declared at helpers/Money.groovy:15:5",
                "Money.of(1L).plus(Level.HIGH)"       : "method plus takes a Money as 'other', and Level.HIGH is a Level; it is declared at helpers/Money.groovy:15:5",
                "Money.all(2)*.plus(1)"               : "method plus takes a Money as 'other', and 1 is an Integer; it is declared at helpers/Money.groovy:15:5",
                "Money.of(1L).in()"                   : "method in takes 1 or 2 arguments, not 0; it is declared at helpers/Money.groovy:17:5",
                "Money.of(1L).in('HIGH', 'x')"        : "method in takes a Level as 'level', and 'HIGH' is a String; it is declared at helpers/Money.groovy:17:5",
                "Money.of(chat)"                      : "Money.of does not take (Chat); it takes (Long), (String)",
                "Money.of(1L, 2L)"                    : "Money.of takes 1 argument, not 2; it is declared at helpers/Money.groovy:10:5",
                "Money.all(chat.title)"               : "Money.all takes an Integer as 'n', and chat.title is a String; it is declared at helpers/Money.groovy:13:5",
                "new Money('x')"                      : "new Money takes a Long as 'cents', and 'x' is a String; it is declared at helpers/Money.groovy:9:5",
                "new Money(1L, 2L)"                   : "new Money takes 1 argument, not 2; it is declared at helpers/Money.groovy:9:5",
                "new Dog('x')"                        : "new Dog takes a Map as 'properties', and 'x' is a String; it is declared at helpers/Animal.groovy:3:1",
                "Money.of(1L).setUnit(chat.id)"       : "method setUnit takes a String as 'unit', and chat.id is a Long; it is declared at helpers/Money.groovy:5:5"])
    }

    def "what is right loads, and runs"() {
        expect:
        Told.values(OTHERS, right.keySet() as List, [id: 7L, title: "42", open: true, tags: ["a", "b"]]).collect { String.valueOf(it) } == right.values() as List

        where:
        right = [
                "Money.of(chat.id).label()"                                         : "7 EUR",
                "Money.of(chat.title).plus(Money.of(1L)).cents"                     : "43",
                "Money.of(chat.open ? 1L : '2').cents"                              : "1",
                "Money.of(\"\${chat.id}\").label()"                              : "7 EUR",
                "def m = new Money(chat.id); m.unit = 'USD'; m.label()"             : "7 USD",
                "def m = new Money(1L); m = [labl: 2]; m.labl"                      : "2",
                "def m = new Money(1L); m['unit'] + m.get('cents') + m.get('x')"    : "EUR1null",
                "Money m = null; m?.label()"                                        : "null",
                "Money.any(true).label() + Money.any(false).size()"                 : "1 EUR4",
                "Money.of(2L).times(chat.id).cents + Money.of(2L).times(chat.title).size()" : "18",
                "Money.of(2L).times(chat.open ? chat.id : chat.title).label()"      : "14 EUR",
                "Money.of(2L).findResult { it }.intValue() + chat.tags.collect { it.size() }.sum()" : "4",
                "Money.zero().free && Money.zero().isFree()"                        : "true",
                "Money.zero().with { it.cents } + Money.zero().tap { it.note = 1 }.note" : "1",
                "Money.all(3).sum { it.cents }"                                     : "6",
                "Money.all(3)*.cents.max() + Money.all(2).cents.sum()"              : "6",
                "Money.all(3).sort { a, b -> b.cents <=> a.cents }.first().cents"   : "3",
                "Money.all(2).max().label()"                                        : "2 EUR",
                "Money.of(1L).note?.anything"                                       : "null",
                "def m = Money.of(1L); m.note = [x: 1]; m.note.x"                   : "1",
                "Money.of(1L).shown.call(5)"                                        : "5",
                "Money.of(1L).each() + Money.of(1L).each(1, 2)"                     : "2",
                "Money.of(1L).toString().size() > 0 && Money.of(1L).hashCode() != 0": "true",
                "Money.of(1L).equals(2) || Money.of(1L).compareTo(Money.zero()) > 0": "true",
                "Money.of(2L).in(Level.HIGH) + Money.of(2L).in(Level.LOW, 'x')"     : "+2 EURx-2 EUR",
                "new Money().cents"                                                 : "null",
                "Rate.ONE.value + Rate.ONE.getValue()"                              : "2",
                "Level.HIGH.name() + Level.HIGH.ordinal() + Level.LOW.next().mark"  : "HIGH1+",
                "Level.valueOf('LOW').up().mark + Level.values()*.mark.join()"      : "+-+",
                "Level level = chat.open ? Level.HIGH : null; level.mark"           : "+",
                "Animal.find(true).bark() + Animal.find(true).age"                  : "wuff d3",
                "def a = Animal.find(false); a.name + (a instanceof Dog ? a.age : 0)": "a0",
                "Animal a = new Dog(name: 'x', age: 4); a.age + a.name"             : "4x",
                "def dog = new Dog(chat.open ? [name: 'm'] : [:]); dog.name"        : "m",
                "def c = new Cage(held: new Dog(name: 'h')); c.held.age + c.open()" : "3h",
                "def c = new Cage(); c.others.x = new Dog(); c.others.x.age"        : "3",
                "def dog = new Dog(name: 'call'); dog() + dog.call()"               : "callcall",
                "[Money.of(1L), 'x'][1].size()"                                     : "1",
                "[m: Money.of(1L)].m.label()"                                       : "1 EUR"]
    }

    def "a script's own classes are, within themselves, too"() {
        expect:
        Told.after(["models.groovy": OTHERS["models.groovy"], "x.groovy": code.stripIndent()]) == problems

        where:
        code << ["""\
            class Point {
              int x
              Point next
              def a() { this.yy }
              def b() { next.yy }
              def c() { [1].collect { next.next.moved('1') } }
              Point moved(int by) { new Point(x: x + by) }
              def d() { moved(1).moved(2).yy }
              def e() { moved() + this.moved(1, 2) }
              static f() { new Point().moved(1).moved('x') }
            }
            event X { on { 'a' } }""", """\
            class Point { int x; Point moved(int by) { new Point(x: x + by) } }
            def point(int x) { new Point(x: x) }
            Point other(int x) { point(x) }
            String other(String x) { x }
            event X { on { other(1).movd(2); point(1).movd(2); 'a' } }"""]
        problems << [[
                "x.groovy:4:18: class Point has no property 'yy'; declare it in the class",
                "x.groovy:5:18: class Point has no property 'yy'; declare it in the class",
                "x.groovy:6:43: method moved takes an Integer as 'by', and '1' is a String; it is declared at x.groovy:7:3",
                "x.groovy:8:31: class Point has no property 'yy'; declare it in the class",
                "x.groovy:9:28: method moved takes 1 argument, not 2; it is declared at x.groovy:7:3",
                "x.groovy:10:43: method moved takes an Integer as 'by', and 'x' is a String; it is declared at x.groovy:7:3"],
                ["x.groovy:5:25: class Point has no method 'movd'; did you mean 'moved'?",
                 "x.groovy:5:43: no method 'movd' is known to scripts; did you mean 'mod'?"]]
    }

    def "a helper that no longer has what a script calls is not put in force"() {
        given:
        Map<String, String> before = ["helpers/H.groovy": "class H { String a() { 'a' } }", "x.groovy": "event X { on { new H().a() } }"]

        expect:
        Told.after(before, ["helpers/H.groovy": "class H { String $now }"]) == problems

        where:
        now              || problems
        "a() { 'b' }"    || []
        "b() { 'a' }"    || ["helpers/H.groovy: is not put in force, for it breaks x.groovy:1:24: no method 'a' is known to scripts; its last good version stays in force; change both together"]
        "a(int x, int y) { 'a' }" || ["helpers/H.groovy: is not put in force, for it breaks x.groovy:1:24: method a takes 2 arguments, not 0; its last good version stays in force; change both together"]
    }

    def "without the sandbox, a class may be given more than it has"() {
        given:
        Scripts scripts = Scripts.none(HostOptions.DEFAULT.withTrustScripts(true)).apply(
                ["x.groovy": "class P { def propertyMissing(String name) { name } }\nevent X { on { new P().foo } }"].collectEntries { path, text -> [path, Optional.of(text)] }, Instant.EPOCH)

        expect:
        scripts.catalog().problems() == []
        scripts.catalog().require("X").on([:]).toString() == "foo"
    }
}
