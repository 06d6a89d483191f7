package io.herald.dsl.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files of which nobody ever finds a part. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes it beside its place, under a name that is no script's, and moves it there; when that fails, nothing is left. */
    public static void write(Path file, String text) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.writeString(beside, text);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            remove(beside, e);
            throw e;
        }
    }

    private static void remove(Path file, IOException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) { // where nothing can be written, nothing can be removed
            because.addSuppressed(e);
        }
    }
}
