package io.herald.dsl.cache;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The key of a {@link DiskCache}, from all that an entry depends on: 64 hex digits. One use, one thread. */
public final class CacheKey {
    private static final String CODE = "io/herald";

    private final MessageDigest digest = Sealed.sha256();

    /** Parts that follow each other can't be taken for others. */
    public CacheKey with(String part) {
        return with(part.getBytes(StandardCharsets.UTF_8));
    }

    private CacheKey with(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
        return this;
    }

    /** The key, once all parts are in. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What tells one build of Herald from another: a hash over its classes, as far as they lie where these do. */
    public static String ofBuild(Class<?>... classes) {
        CacheKey key = new CacheKey();
        try {
            List<Path> places = Stream.of(classes)
                    .flatMap(each -> place(each).stream())
                    .distinct()
                    .toList();
            for (Path place : places) {
                if (Files.isDirectory(place)) {
                    key.withFolder(place);
                } else {
                    key.withJar(place);
                }
            }
            return places.isEmpty() ? unlike() : key.text();
        } catch (IOException e) {
            return unlike();
        }
    }

    /** A build that can't be told from others is like none. */
    private static String unlike() {
        return UUID.randomUUID().toString();
    }

    private static Optional<Path> place(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .flatMap(CacheKey::path);
    }

    private static Optional<Path> path(URL location) {
        try {
            return Optional.of(Path.of(location.toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** By the checksums that it has of its files: to read them all would take longer than it saves. */
    private void withJar(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            jar.stream()
                    .filter(entry -> entry.getName().startsWith(CODE))
                    .forEach(entry -> with(entry.getName()).with(entry.getCrc() + " " + entry.getSize()));
        }
    }

    private void withFolder(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder.resolve(CODE))) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                with(folder.relativize(file).toString()).with(Files.readAllBytes(file));
            }
        }
    }
}
