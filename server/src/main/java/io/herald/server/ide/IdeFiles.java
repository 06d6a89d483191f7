package io.herald.server.ide;

import io.herald.dsl.Drafts;
import io.herald.dsl.HostOptions;
import io.herald.dsl.folder.WholeFile;
import io.herald.dsl.text.Outline;
import io.herald.dsl.text.Outlines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes what IntelliJ reads of a scripts' folder into a folder of its own there, {@code .herald}, which hosts and git pass over. */
public final class IdeFiles {
    /** In the first line of each file, by which it is known as ours. */
    static final String MARK = "Written by 'herald ide', which writes it anew each time: changes are lost.";

    private static final String FOLDER = ".herald";

    private IdeFiles() {}

    /**
     * Writes all files anew, and removes those of models that are gone. Scripts are read, not compiled.
     *
     * @return what was written
     * @throws IllegalArgumentException when a file of the same name is none of ours; nothing is written
     * @throws UncheckedIOException when the folder can't be written
     */
    public static List<Path> write(Path scripts) throws InterruptedException {
        Path folder = scripts.resolve(FOLDER);
        Map<String, String> files = files(scripts);
        try {
            Files.createDirectories(folder);
            for (String name : files.keySet()) {
                if (Files.exists(folder.resolve(name)) && !isOurs(folder.resolve(name))) {
                    throw new IllegalArgumentException(
                            folder.resolve(name) + " was not written by 'herald ide': move it away");
                }
            }
            removeStale(folder, files.keySet());
            List<Path> written = new ArrayList<>();
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path place = folder.resolve(file.getKey());
                WholeFile.write(place, file.getValue()); // an IDE that looks meanwhile sees the old or the new
                written.add(place);
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeStale(Path folder, Set<String> files) throws IOException {
        try (DirectoryStream<Path> models = Files.newDirectoryStream(folder, "*.java")) {
            for (Path model : models) {
                if (!files.contains(String.valueOf(model.getFileName())) && isOurs(model)) {
                    Files.delete(model);
                }
            }
        }
    }

    private static boolean isOurs(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MARK.length() + 3), StandardCharsets.UTF_8).contains(MARK);
        }
    }

    private static Map<String, String> files(Path scripts) throws InterruptedException {
        Map<String, String> texts = new Drafts(scripts, HostOptions.DEFAULT).read(Map.of());
        Outlines outlines = new Outlines(texts.entrySet().stream()
                .map(text -> Outline.of(text.getKey(), text.getValue()))
                .toList());
        ModelStubs models = new ModelStubs(outlines);
        Map<String, String> files = new TreeMap<>(models.files());
        files.put(".gitignore", "# " + MARK + "\n*\n");
        files.put("herald.gdsl", new Gdsl(scripts, outlines, models).text());
        return files;
    }
}
