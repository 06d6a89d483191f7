package io.herald.dsl

import spock.lang.Specification

/** A closure that a variable always holds is called as a method is: with as many arguments, and of the types that it says. */
class ClosureCallsSpec extends Specification {

    static final String MODELS = '''
        model Message { Long id; String text }
        model Chat { Long id; int size; String title; Instant at; List<Message> messages; List<String> tags; Map meta; Object odd }
    '''

    static final Map<String, ?> CHAT = [id: 7, size: 3, title: 'abc', at: '2026-01-31T12:00:00Z', tags: ['x', 'y'], meta: [x: 1], odd: 5, messages: [[id: 2, text: 'b']]].asImmutable()

    /** The method of the line stands before it: each line is one. */
    private static List<String> told(List<String> lines) {
        Told.of(MODELS, lines)*.replaceAll(/; it is declared at x.groovy:\d+:\d+$/, '')
    }

    def "another number of arguments is told"() {
        expect:
        told([
                "def f = { a, b -> a }; f(1)", "def f = { a, b -> a }; f.call(1, 2, 3)", "def f = { a, b -> a }; f()", "Closure f = { a, b -> a }; f('x')", "def f = { -> 1 }; f(1)",
                "def f = { it }; f(1, 2)", "def f = { a -> a }; f(1) { 2 }", "def f = { a, b -> a }; chat.messages.collect { f(1) }", "def (f, g) = [{ a, b -> a }, 1]; f(1)",
                "def f = { a, b -> a }; f(chat.title)", "def f = { a, b -> a }; f(chat.meta)"]) == [
                "def f = { a, b -> a }; f(1) => closure f takes 2 arguments, not 1",
                "def f = { a, b -> a }; f.call(1, 2, 3) => closure f takes 2 arguments, not 3",
                "def f = { a, b -> a }; f() => closure f takes 2 arguments, not 0",
                "Closure f = { a, b -> a }; f('x') => closure f takes 2 arguments, not 1",
                "def f = { -> 1 }; f(1) => closure f takes 0 arguments, not 1",
                "def f = { it }; f(1, 2) => closure f takes 1 argument, not 2",
                "def f = { a -> a }; f(1) { 2 } => closure f takes 1 argument, not 2",
                "def f = { a, b -> a }; chat.messages.collect { f(1) } => closure f takes 2 arguments, not 1",
                "def (f, g) = [{ a, b -> a }, 1]; f(1) => closure f takes 2 arguments, not 1",
                "def f = { a, b -> a }; f(chat.title) => closure f takes 2 arguments, not 1",
                "def f = { a, b -> a }; f(chat.meta) => closure f takes 2 arguments, not 1"]
    }

    def "an argument of another type is told, and what a parameter is declared as is followed"() {
        expect:
        told([
                "def f = { Long a -> a }; f(chat.title)", "def f = { String s, Long n -> s }; f.call(chat.title, chat.at)", "def f = { Message m -> m.text }; f(chat.title)",
                "def f = { Message m -> m.txt }; f(chat.messages[0])"]) == [
                "def f = { Long a -> a }; f(chat.title) => closure f takes a Long as 'a', and chat.title is a String",
                "def f = { String s, Long n -> s }; f.call(chat.title, chat.at) => closure f takes a Long as 'n', and chat.at is an Instant",
                "def f = { Message m -> m.text }; f(chat.title) => closure f takes a Message as 'm', and chat.title is a String",
                "def f = { Message m -> m.txt }; f(chat.messages[0]) => model Message has no field 'txt'; did you mean 'text'?"]
    }

    def "it is told where the call or the argument stands, and where the closure does"() {
        expect:
        Told.after(["models.groovy": MODELS, "x.groovy": "event X {\n input { Chat chat }\n on { 'a' }\n as {\n  def f = { Long a -> a }\n  [f(1, 2), f(chat.title)]\n }\n}"]) == [
                "x.groovy:6:4: closure f takes 1 argument, not 2; it is declared at x.groovy:5:11",
                "x.groovy:6:15: closure f takes a Long as 'a', and chat.title is a String; it is declared at x.groovy:5:11"]
    }

    def "what is right is let pass, and runs"() {
        expect:
        Told.failing(MODELS, [
                "def f = { a, b -> a }; f(1, 2)", "def f = { a, b -> a }; f([1, 2])", "def f = { a, b -> a }; def l = [1, 2]; f(l)", "def f = { a, b -> a }; f(*[1, 2])", "def f = { a, b -> a }; f(chat.tags)",
                "def f = { a -> a }; f()", "def f = { it }; f(); f(1)", "def f = { 1 }; f(); f(1)", "def f = { -> 1 }; f(); f.call()", "def f = { Object... a -> a.size() }; f(); f(1); f(1, 2, 3)",
                "def f = { a, Object... b -> a }; f(1); f(1, 2, 3)", "def f = { Long a -> a }; f(chat.id); f(chat.size); f(null); f(1)", "def f = { Number a -> a }; f(chat.id); f(1.5)", "def f = { int i -> i }; f(chat.size)",
                "def f = { String a -> a }; f(chat.title); f(\"\$chat.id\")", "def f = { a, b -> a }; f = { a -> a }; f(1)", "def f; f = { a -> a }; f(1)", "def f = { a, b -> a }; f.curry(1).call(2)",
                "def f = { a, b -> a }; def g = f.curry(1); g(2)", "def f = { Message m -> m.text }; f(chat.messages[0]); f([text: 'x'])", "def f = { m -> m.a }; f(a: 1, b: 2)", "def f = { m, x -> m.a }; f(a: 1, 2)",
                "def f = { a, c -> c(a) }; f(1) { it }", "def f = { List l -> l }; f([1, 2]); f(chat.tags)", "def f = { Map m -> m }; f(chat); f([:]); f(a: 1)", "def f = { a, b -> a }; chat.messages.collect { f(it, 1) }",
                "def f = { n -> n }; [f: 1].f; f(3)", "def f = { a, b -> b }; chat.meta.each { k, v -> f(k, v) }", "def f = { a, b -> a }; [1, 2].with { f(it) }"], CHAT) == []
    }
}
