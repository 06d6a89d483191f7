package io.herald.dsl.folder;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What tells without reading that a file has become another: equal stamps, same content but for a writer faster than the clock. */
record Stamp(long size, FileTime modified, @Nullable Object fileKey) {
    private static final FileTime NEVER = FileTime.fromMillis(0);

    /** Of a file that is not there. */
    static final Stamp GONE = new Stamp(-1, NEVER, null);

    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}
