package io.herald

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.JavaClass
import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.core.importer.ImportOption
import java.nio.file.Files
import java.nio.file.Path
import java.util.stream.Stream
import org.jspecify.annotations.NullMarked
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Unroll

/** The floors of docs/architecture.md: imports run downward only, and each driver has one home. */
class ArchitectureSpec extends Specification {

    static final String MODEL = "io.herald.engine.model"
    static final String LOG = "io.herald.engine.log"

    @Shared
    JavaClasses herald = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption({ !it.contains("-tests.jar") })
            .importPackages("io.herald")

    @Unroll("#floor sees of Herald only #seen")
    def "imports run downward"(String floor, List<String> seen) {
        expect: "that the floor exists, or the rule would hold of nothing"
        herald.any { it.packageName == floor }

        and:
        noClasses().that().resideInAPackage(floor)
                .should().dependOnClassesThat(heraldOutside([floor] + seen))
                .check(herald)

        where:
        floor                              | seen
        MODEL                              | []
        LOG                                | []
        "io.herald.engine.auth"            | [MODEL]
        "io.herald.engine.event"           | [MODEL]
        "io.herald.engine.backplane"       | [MODEL]
        "io.herald.engine.delivery"        | [MODEL]
        "io.herald.engine.delivery.socketio" | [MODEL, LOG, "io.herald.engine.delivery", "io.herald.engine.auth"]
        "io.herald.engine.backplane.redis" | [MODEL, LOG, "io.herald.engine.backplane"]
        "io.herald.engine.interop"         | [MODEL, LOG, "io.herald.engine.backplane"]
        "io.herald.engine"                 | [MODEL, LOG, "io.herald.engine.event", "io.herald.engine.backplane", "io.herald.engine.delivery"]
        "io.herald.dsl.sandbox"            | [MODEL]
        "io.herald.dsl.folder"             | [MODEL]
        "io.herald.dsl.versions"           | ["io.herald.dsl.folder"]
        "io.herald.dsl.cache"              | []
        "io.herald.dsl.types"              | [MODEL, "io.herald.engine.event", "io.herald.dsl.sandbox"]
        "io.herald.dsl.text"               | [MODEL, "io.herald.dsl.types"]
        "io.herald.dsl.flow"               | ["io.herald.engine.event", "io.herald.dsl.sandbox", "io.herald.dsl.types"]
        "io.herald.dsl"                    | [MODEL, "io.herald.engine.event", "io.herald.dsl.folder", "io.herald.dsl.text", "io.herald.dsl.flow", "io.herald.dsl.sandbox", "io.herald.dsl.versions", "io.herald.dsl.cache", "io.herald.dsl.types"]
        "io.herald.server.settings"        | [MODEL, "io.herald.engine.event", "io.herald.engine.auth", "io.herald.engine.delivery.socketio", "io.herald.dsl"]
        "io.herald.server.ide"             | [MODEL, "io.herald.dsl", "io.herald.dsl.folder", "io.herald.dsl.text"]
        "io.herald.server.shared"          | [MODEL, LOG, "io.herald.engine.event", "io.herald.engine.backplane", "io.herald.dsl", "io.herald.dsl.versions"]
        "io.herald.server.http"            | [MODEL, "io.herald.engine", "io.herald.engine.event", "io.herald.engine.backplane", "io.herald.engine.delivery", "io.herald.dsl", "io.herald.dsl.versions"]
        "io.herald.server.node"            | [MODEL, "io.herald.engine", "io.herald.engine.event", "io.herald.engine.auth", "io.herald.engine.backplane", "io.herald.engine.backplane.redis", "io.herald.engine.delivery", "io.herald.engine.delivery.socketio", "io.herald.engine.interop", "io.herald.dsl", "io.herald.dsl.folder", "io.herald.dsl.versions", "io.herald.dsl.cache", "io.herald.server.settings", "io.herald.server.http", "io.herald.server.shared"]
        "io.herald.server.command"         | [MODEL, "io.herald.engine.event", "io.herald.engine.backplane", "io.herald.dsl", "io.herald.dsl.folder", "io.herald.server.settings", "io.herald.server.ide", "io.herald.server.node"]
    }

    def "the model knows only the JDK"() {
        expect:
        classes().that().resideInAPackage(MODEL)
                .should().onlyDependOnClassesThat().resideInAnyPackage(MODEL, "java..", "org.jspecify..")
                .check(herald)
    }

    @Unroll("#driver lives in #homes")
    def "each driver has one home"(List<String> driver, List<String> homes) {
        expect:
        noClasses().that().resideOutsideOfPackages(homes as String[])
                .should().dependOnClassesThat().resideInAnyPackage(driver as String[])
                .check(herald)

        where:
        driver                                                    | homes
        ["com.nimbusds.."]                                        | ["io.herald.engine.auth"]
        ["redis.clients.."]                                       | ["io.herald.engine.backplane.redis", "io.herald.engine.interop"]
        ["io.netty..", "com.corundumstudio.."]                    | ["io.herald.engine.delivery.socketio"]
        ["groovy..", "org.codehaus.groovy..", "org.apache.groovy.."] | ["io.herald.dsl", "io.herald.dsl.flow", "io.herald.dsl.sandbox", "io.herald.dsl.types"]
        ["io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."] | ["io.herald.server.http"]
        ["picocli..", "org.junit.."]                              | ["io.herald.server.command"]
        ["org.eclipse.lsp4j..", "com.google.gson.."]              | ["io.herald.server.ide"]
    }

    def "metrics are gathered in one class"() {
        expect:
        herald.findAll { type -> type.directDependenciesFromSelf.any { it.targetClass.packageName.startsWith("io.micrometer") } }
                .collect { outermost(it) }.unique()*.simpleName == ["Metrics"]
    }

    def "packages do not import each other in circles"() {
        expect:
        slices().matching("io.herald.(**)").should().beFreeOfCycles().check(herald)
    }

    def "a class is a noun of the field, never an Impl, a Manager, a Helper or a Util"() {
        expect:
        noClasses().should().haveNameMatching('.*(Impl|Manager|Helper|Utils?)$').check(herald)
    }

    def "every package says that nothing in it is null unless it says so"() {
        given:
        Set<String> packages = herald*.packageName as Set

        expect:
        packages.every { Class.forName(it + ".package-info").isAnnotationPresent(NullMarked) }
    }

    def "no source file has more than 400 lines"() {
        given:
        Path root = Path.of("").toAbsolutePath().parent
        List<Path> sources = ["engine", "dsl", "server"].collectMany { module ->
            Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))
            files.withCloseable { it.filter { file -> file.toString() ==~ /.*\.(java|groovy)/ }.toList() }
        }

        expect:
        sources.size() > 20
        sources.findAll { Files.readAllLines(it).size() > 400 } == []
    }

    private static JavaClass outermost(JavaClass type) {
        type.enclosingClass.map { outermost(it) }.orElse(type)
    }

    private static DescribedPredicate<JavaClass> heraldOutside(List<String> allowed) {
        DescribedPredicate.describe("are Herald's, outside of $allowed") { JavaClass type ->
            type.packageName.startsWith("io.herald") && !allowed.contains(type.packageName)
        }
    }
}
