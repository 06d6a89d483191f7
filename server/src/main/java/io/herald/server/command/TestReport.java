package io.herald.server.command;

import io.herald.server.command.TestResult.Outcome;
import io.herald.server.settings.UsageException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Results in the form in which build servers read them.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">JUnit XML</a>
 */
final class TestReport {
    private final XMLStreamWriter xml;

    private TestReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** @throws UsageException when the file can't be written */
    static void write(Path file, List<TestResult> results) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (Writer text = Files.newBufferedWriter(file)) {
                XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
                new TestReport(xml).write(results);
                xml.close();
            }
        } catch (IOException | XMLStreamException e) {
            throw new UsageException("the report can't be written: " + e.getMessage());
        }
    }

    private void write(List<TestResult> results) throws XMLStreamException {
        Map<String, List<TestResult>> suites = results.stream()
                .collect(Collectors.groupingBy(TestResult::suite, LinkedHashMap::new, Collectors.toList()));
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        counts(results);
        for (Map.Entry<String, List<TestResult>> suite : suites.entrySet()) {
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite.getKey());
            counts(suite.getValue());
            for (TestResult result : suite.getValue()) {
                test(result);
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void counts(List<TestResult> results) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(results.size()));
        xml.writeAttribute("failures", String.valueOf(TestResult.count(results, Outcome.FAILED)));
        xml.writeAttribute("skipped", String.valueOf(TestResult.count(results, Outcome.SKIPPED)));
        seconds(results.stream().mapToLong(result -> result.took().toMillis()).sum());
    }

    private void test(TestResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.suite());
        xml.writeAttribute("name", printable(result.name()));
        seconds(result.took().toMillis());
        if (result.outcome() == Outcome.SKIPPED) {
            xml.writeStartElement("skipped");
            xml.writeAttribute("message", printable(result.skipped().orElse("")));
            xml.writeEndElement();
        }
        if (result.outcome() == Outcome.FAILED) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", printable(result.faults().get(0)));
            xml.writeCharacters(printable(String.join("\n", result.faults())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void seconds(long millis) throws XMLStreamException {
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", millis / 1000.0));
    }

    /** XML has no place for control characters. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    }
}
