package io.herald.server.node

import io.herald.server.settings.UsageException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import spock.lang.Specification
import spock.lang.TempDir

class TokenSpec extends Specification {

    @TempDir
    Path folder

    private String permissions() {
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/token")))
    }

    def "the first start makes a token that only its owner can read, and later ones find it"() {
        when:
        Token first = Token.keptIn(folder.resolve("data"))
        Token second = Token.keptIn(folder.resolve("data"))

        then:
        first.isNew() && !second.isNew()
        first.value() == second.value()
        first.value().length() == 32
        permissions() == "rw-------"
    }

    def "nodes that start at once on one folder have one token, and leave nothing else there"() {
        given:
        Path data = folder.resolve("data")
        ExecutorService nodes = Executors.newFixedThreadPool(8)

        when:
        List<Token> tokens = nodes.invokeAll((1..8).collect { { -> Token.keptIn(data) } as Callable<Token> })*.get()

        then:
        tokens*.value().toSet() == [Files.readString(data.resolve("token")).strip()] as Set
        tokens.count { it.isNew() } == 1
        data.toFile().list() == ["token"] as String[]

        cleanup:
        nodes.shutdownNow()
    }

    def "two folders have different tokens"() {
        expect:
        Token.keptIn(folder.resolve("a")).value() != Token.keptIn(folder.resolve("b")).value()
    }

    def "a token that others could read is closed to them"() {
        given:
        Token.keptIn(folder.resolve("data"))
        Files.setPosixFilePermissions(folder.resolve("data/token"), PosixFilePermissions.fromString("rw-r--r--"))

        when:
        Token.keptIn(folder.resolve("data"))

        then:
        permissions() == "rw-------"
    }

    def "a token that is no token, or a folder that is none, is refused in one line"(String inFile, String said) {
        given:
        Path data = inFile == null ? Files.writeString(folder.resolve("data"), "") : Files.createDirectories(folder.resolve("data"))
        if (inFile != null) {
            Files.writeString(data.resolve("token"), inFile)
        }

        when:
        Token.keptIn(data)

        then:
        UsageException refusal = thrown()
        refusal.message.contains(said)

        where:
        inFile || said
        "abc"  || "shorter than 16 characters"
        ""     || "shorter than 16 characters"
        null   || "is no folder"
    }

    def "a token never shows itself"() {
        expect:
        !new Token("secret-secret-secret", true).toString().contains("secret")
    }
}
