package io.herald.engine.interop

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.backplane.MalformedException
import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import spock.lang.Specification
import spock.lang.Unroll

class PickleSpec extends Specification {

    static final PythonDialect PYTHON = new PythonDialect("socketio", true)
    /** Captured from python-socketio 5.7.2: emit('ev', (1, 2), namespace='/chat', room='r1', skip_sid=['S1', 'S2']). */
    static final String TUPLE = "800495a1000000000000007d94288c066d6574686f64948c04656d6974948c056576656e74948c026576948c0464617461944b014b0286948c096e616d657370616365948c052f63686174948c04726f6f6d948c027231948c08736b69705f736964945d94288c025331948c02533294658c0863616c6c6261636b944e8c07686f73745f6964948c20616139613563376532373537343135303831303965663832323764663361626594752e"
    /** Captured: emit('ev', [1, 2], room='r1', skip_sid='SID9'). */
    static final String LIST = "80049598000000000000007d94288c066d6574686f64948c04656d6974948c056576656e74948c026576948c0464617461945d94284b014b02658c096e616d657370616365948c012f948c04726f6f6d948c027231948c08736b69705f736964948c0453494439948c0863616c6c6261636b944e8c07686f73745f6964948c20616139613563376532373537343135303831303965663832323764663361626594752e"

    private static Broadcast read(String hex) {
        PYTHON.read("socketio", hex.decodeHex(), "1", Audience.EVERYONE).get()
    }

    def "a tuple is several arguments, a list is one"() {
        expect:
        with(read(TUPLE)) {
            [namespace().path(), event(), rooms().toList(), payload().json()] == ["/chat", "ev", ["r1"], "1,2"]
        }
        read(LIST).payload().json() == "[1,2]"
    }

    def "plain values of every kind are read"() {
        given: "of Python 3.11: pickle.dumps(value, 4)"
        String hex = "800495d0010000000000007d94288c0161944b018c0162944a00e1f5058c0163948a0500000000028c0164944affffffff8c0165944e8c016694888c016794473ff80000000000008c0168948c06c3a9f09f9880948c01699443020102948c016a945d942829284b014b024b034b0474945d948c01789461680f658c016b944a701101008c016c94898c016d947d948c016e94582c010000_94738c016f944d2c018c0170948a060000000000ff752e".replaceAll("_", "78" * 300)

        expect:
        new ObjectMapper().readValue(Pickle.toJson(hex.decodeHex()), Map) == [
            a: 1, b: 100_000_000, c: 8_589_934_592, d: -1, e: null, f: true, g: 1.5d, h: "é😀", i: "AQI=",
            j: [[], [1, 2, 3, 4], ["x"], ["x"]], k: 70_000, l: false, m: [n: "x" * 300], o: 300, p: -1_099_511_627_776]
    }

    @Unroll("#why")
    def "a pickle is refused when"(String hex, String why) {
        when:
        PYTHON.read("socketio", hex.decodeHex(), "1", Audience.EVERYONE)

        then:
        thrown(MalformedException)

        where:
        hex                                                                   || why
        "80"                                                                  || "it ends early"
        "80042e"                                                              || "it holds nothing"
        "80048c0161942e"                                                      || "it is a text"
        "8004951d000000000000008c05706f736978948c0673797374656d9493948c02696494859452942e" || "it calls os.system, in protocol 4"
        "8063706f7369780a73797374656d0a70300a285669640a70310a7470320a5270330a2e" || "it calls os.system, in protocol 0"
        "80048c026f738c0673797374656d932e"                                    || "it names os.system by STACK_GLOBAL"
        "80047d522e"                                                          || "it calls by REDUCE"
        "80047d622e"                                                          || "it sets state by BUILD"
        "80047d812e"                                                          || "it makes objects by NEWOBJ"
        "80047d50612e"                                                        || "it loads what is persistent"
        "80047d58ffffff7f2e"                                                  || "it claims a text of 2 GB"
        "80047d8dffffffffffffffff2e"                                          || "it claims a text of less than nothing"
        "80047d68092e"                                                        || "it remembers what it never said"
        "80047d75"                                                            || "it closes what it never opened"
        "8004950d000000000000007d948c0161945d94680261732e" || "it contains itself"
        "80047d5d945d94680061614e732e"                                        || "a list that contains itself is a key"
        "80045d94" + (1..99).collect { String.format("5d9468%02x6168%<02x61", it - 1) }.join("") + "7d68634e732e" || "a list of two lists of two lists, and so on, is a key"
        "80047d7d4e732e"                                                      || "a dictionary is a key"
        "80047d4b01854e732e"                                                  || "a tuple is a key"
        "80047d430261624e732e"                                                || "bytes are a key"
    }

    def "a pickle that unfolds without end is refused"() {
        given: "of Python: twenty levels of a list that holds ten times the one below"
        String hex = "800495c6010000000000007d948c0161945d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94285d94288c036c6f6c9468166816681668166816681668166816681665681568156815681568156815681568156815656814681468146814681468146814681468146568136813681368136813681368136813681365681268126812681268126812681268126812656811681168116811681168116811681168116568106810681068106810681068106810681065680f680f680f680f680f680f680f680f680f65680e680e680e680e680e680e680e680e680e65680d680d680d680d680d680d680d680d680d65680c680c680c680c680c680c680c680c680c65680b680b680b680b680b680b680b680b680b65680a680a680a680a680a680a680a680a680a6568096809680968096809680968096809680965680868086808680868086808680868086808656807680768076807680768076807680768076568066806680668066806680668066806680665680568056805680568056805680568056805656804680468046804680468046804680468046568036803680368036803680368036803680365732e"

        when:
        Pickle.toJson(hex.decodeHex())

        then:
        thrown(MalformedException)
    }

    def "a key that is a text, a number, a truth value or nothing is read as text"() {
        given: "a pickle of {'a': 0, 2: 0, 2.5: 0, True: 0, None: 0, -7: 0}"
        String hex = "80047d288c01614b004b024b004740040000000000004b00884b004e4b004af9ffffff4b00752e"

        expect:
        new ObjectMapper().readValue(Pickle.toJson(hex.decodeHex()), Map) == ["a", "2", "2.5", "true", "null", "-7"].collectEntries { [it, 0] }
    }

    def "pickles of opcodes thrown together are read or refused, whatever becomes a key, and nothing else comes of it"() {
        given:
        List<String> opcodes = ["5d94", "7d94", "29", "28", "74", "85", "86", "87", "61", "65", "73", "75", "4e", "88", "4b01", "8c016b94", "430161"] + (0..5).collect { "680$it".toString() }
        Random random = new Random(7)

        when:
        int refused = (1..20_000).count {
            String hex = "80047d94" + (1..random.nextInt(40) + 2).collect { opcodes[random.nextInt(opcodes.size())] }.join("") + "2e"
            try {
                Pickle.toJson(hex.decodeHex())
                return false
            } catch (MalformedException e) {
                return true
            }
        }

        then:
        noExceptionThrown()
        refused < 20_000
    }

    def "mutilated pickles are read or refused, and nothing else comes of it"() {
        given:
        byte[] good = TUPLE.decodeHex()
        Random random = new Random(42)

        when:
        int refused = (1..20_000).count {
            byte[] message = Arrays.copyOf(good, random.nextInt(5) == 0 ? random.nextInt(good.length) + 1 : good.length)
            (1..3).each { message[random.nextInt(message.length)] = random.nextInt(256) as byte }
            try {
                Pickle.toJson(message)
                return false
            } catch (MalformedException e) {
                return true
            }
        }

        then:
        noExceptionThrown()
        refused > 5_000
    }
}
