package io.herald.server.node;

import io.herald.server.settings.UsageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of the admin API.
 *
 * @param isNew made just now: the only time it is shown
 */
public record Token(String value, boolean isNew) {
    private static final Logger log = LoggerFactory.getLogger(Token.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Token";
    }

    public static Path file(Path data) {
        return data.resolve("token");
    }

    /**
     * The token kept in the folder, made now if there is none. Of two nodes that start at once, one makes it and both have it.
     *
     * @throws UsageException when the folder or the file can't be used
     */
    static Token keptIn(Path data) {
        Path file = file(data);
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new UsageException("the data folder " + data + " is no folder: name another with --data");
        }
        try {
            Files.createDirectories(data);
            return Files.exists(file) ? read(file) : make(file);
        } catch (IOException e) {
            throw new UsageException(
                    "the token can't be kept in " + file + ": make the folder writable, or name another with --data");
        }
    }

    private static Token read(Path file) throws IOException {
        if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            log.warn(
                    "others could read the token in {}; now they can't. If one may have, delete it: a new one is made",
                    file);
        }
        String value = Files.readString(file).strip();
        if (value.length() < 16) {
            throw new UsageException(
                    "the token in " + file + " is shorter than 16 characters: delete the file, and a new one is made");
        }
        return new Token(value, false);
    }

    /** Written beside its place and then linked there: whoever finds the file finds all of it. */
    private static Token make(Path file) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path written =
                Files.createTempFile(file.toAbsolutePath().getParent(), "token", ".new"); // only its owner can read it
        try {
            Files.writeString(written, value + "\n");
            put(written, file);
            return new Token(value, true);
        } catch (FileAlreadyExistsException e) {
            return read(file);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void put(Path written, Path file) throws IOException {
        try {
            Files.createLink(file, written); // unlike a move, never over the one that another node made meanwhile
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) { // no links there
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean isPosix(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }
}
