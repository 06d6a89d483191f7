package io.herald.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The token of the admin API.
 *
 * @param isNew made just now: the only time it is shown
 */
record Token(String value, boolean isNew) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Token";
    }

    static Path file(Path data) {
        return data.resolve("token");
    }

    /**
     * The token kept in the folder, made now if there is none.
     *
     * @throws UsageException when the folder or the file can't be used
     */
    static Token keptIn(Path data) {
        Path file = file(data);
        try {
            Files.createDirectories(data);
            return Files.exists(file) ? read(file) : make(file);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("the data folder " + data + " is no folder: name another with --data");
        } catch (IOException e) {
            throw new UsageException(
                    "the token can't be kept in " + file + ": make the folder writable, or name another with --data");
        }
    }

    private static Token read(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        String value = Files.readString(file).strip();
        if (value.length() < 16) {
            throw new UsageException(
                    "the token in " + file + " is shorter than 16 characters: delete the file, and a new one is made");
        }
        return new Token(value, false);
    }

    private static Token make(Path file) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        if (Files.getFileStore(
                        file.getParent() == null
                                ? Path.of(".")
                                : file.toAbsolutePath().getParent())
                .supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, value + "\n");
        return new Token(value, true);
    }
}
