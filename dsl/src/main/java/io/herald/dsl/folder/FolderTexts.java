package io.herald.dsl.folder;

import io.herald.engine.model.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The scripts of a folder as they are now, read once. */
public final class FolderTexts {
    private FolderTexts() {}

    /**
     * Reads them, by path; none when there is no such folder.
     *
     * @throws IllegalArgumentException names the first that can't be read as it is
     */
    public static Map<String, String> of(Path folder) {
        if (!folder.toFile().isDirectory()) {
            return Map.of();
        }
        FolderLimits limits = FolderLimits.DEFAULT;
        FolderScan scan = FolderScan.of(folder, limits);
        scan.problems().stream().findFirst().ifPresent(FolderTexts::refuse);
        Map<String, String> texts = new TreeMap<>();
        new TreeMap<>(scan.files()).forEach((path, stamp) -> {
            Reading reading = Reading.of(folder.resolve(path), path, stamp, limits.fileBytes());
            if (reading instanceof Reading.Whole whole) {
                texts.put(path, whole.text());
            } else if (reading instanceof Reading.Refused refused) {
                refuse(refused.problem());
            } else {
                refuse(new Problem(path, 0, 0, "changed while it was read", "try again", ""));
            }
        });
        return texts;
    }

    private static void refuse(Problem problem) {
        throw new IllegalArgumentException(problem.headline());
    }
}
