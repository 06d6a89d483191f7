package io.herald.e2e

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

/** `./herald`, as far as it comes before Java does. */
class LauncherSpec extends Specification {

    static final Path LAUNCHER = Path.of("..", "herald").toAbsolutePath().normalize()

    @TempDir
    Path home

    private Tuple2<Integer, String> launched(String javaHome) {
        ProcessBuilder builder = new ProcessBuilder("sh", LAUNCHER.toString(), "--version").redirectErrorStream(true)
        builder.environment().put("JAVA_HOME", javaHome)
        Process process = builder.start()
        String said = process.inputStream.getText("UTF-8")
        assert process.waitFor(30, TimeUnit.SECONDS)
        new Tuple2(process.exitValue(), said)
    }

    @Unroll("Java #version")
    def "a Java that is too old is told in one line"(String version, String told) {
        given:
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java")
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"$version\" 2020-01-01' >&2\n")
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"))

        expect:
        launched(home.toString()) == new Tuple2(2, "herald: Java $told is too old: install a JDK, 17 or newer, or set JAVA_HOME to one\n".toString())

        where:
        version     || told
        "1.8.0_392" || "8"
        "11.0.22"   || "11"
        "16"        || "16"
    }

    def "a JAVA_HOME that is none is told in one line"() {
        expect:
        launched("/nowhere") == new Tuple2(2, "herald: JAVA_HOME is /nowhere, where there is no bin/java: set it to a JDK, 17 or newer, or unset it\n")
    }

    def "it runs the jar that is built"() {
        given: "that its sources are not newer, or it would build"
        HeraldProcess.JAR.toFile().setLastModified(System.currentTimeMillis())

        expect:
        launched(Path.of(System.getProperty("java.home")).toString()) == new Tuple2(0, HeraldProcess.run("--version").v2)
    }
}
