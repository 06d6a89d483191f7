package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.redis.Outbox.Draft;
import io.herald.engine.log.SparingLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on disk what was answered with QUEUED, until Redis has it. Guarded by its outbox.
 *
 * <p>Shape: for each record its length (4 bytes), its CRC-32C (4 bytes), then uid, seq, id, namespace and data. A broken record is
 * passed over, one whose length can't be ends the file. It is not forced to the disk: it outlives this process, not a loss of power.
 */
final class Spool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final int HEADER = 8;

    private final Path file;
    private final RandomAccessFile open; // no channel: an interrupt of a thread that publishes would close it
    private final List<Draft> left;
    private final SparingLog sparing = new SparingLog(log);
    private long end; // of the whole records

    /** @throws IllegalStateException when another process uses the file, or it can't be written */
    Spool(Path file, int maxBytes) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            open = new RandomAccessFile(file.toFile(), "rw");
            if (open.getChannel().tryLock() == null) {
                throw inUse();
            }
            left = read(maxBytes);
        } catch (OverlappingFileLockException e) {
            throw inUse();
        } catch (IOException e) {
            throw new IllegalStateException("the spool file " + file + " can't be used: " + e.getMessage(), e);
        }
        if (!left.isEmpty()) {
            log.info("{} broadcasts were left in {}: they are sent now", left.size(), file);
        }
    }

    private IllegalStateException inUse() {
        return new IllegalStateException("another node uses the spool file " + file + ": give each its own");
    }

    /** What was in the file when it was opened. */
    List<Draft> left() {
        return left;
    }

    /** False when the disk does not take it: then it is in no record, and the next one may be. */
    boolean append(Draft draft) {
        try {
            byte[] body = body(draft);
            ByteBuffer whole = ByteBuffer.allocate(HEADER + body.length)
                    .putInt(body.length)
                    .putInt(checksum(body))
                    .put(body);
            cut(); // a disk that was full may have taken a part of the one before
            open.write(whole.array());
            end += whole.capacity();
            return true;
        } catch (IOException e) {
            sparing.warn(
                    "append",
                    "the spool file " + file + " can't be written, a crash now would lose what is queued: " + e);
            return false;
        }
    }

    void clear() {
        try {
            open.setLength(0);
            end = 0;
        } catch (IOException e) {
            sparing.warn("clear", "the spool file " + file + " can't be emptied: " + e);
        }
    }

    @Override
    public void close() {
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Draft> read(int maxBytes) throws IOException {
        List<Draft> drafts = new ArrayList<>();
        int passed = 0;
        while (open.length() - end >= HEADER) {
            open.seek(end);
            int length = open.readInt();
            int checksum = open.readInt();
            if (length < 1 || length > open.length() - end - HEADER) {
                break;
            }
            byte[] body = new byte[length > maxBytes + 1024 ? 0 : length];
            open.readFully(body);
            if (body.length > 0 && checksum(body) == checksum) {
                drafts.add(draft(body));
            } else {
                passed++;
            }
            end += HEADER + length;
        }
        if (passed > 0) {
            log.warn(
                    "{} broadcasts in the spool file {} are broken, or larger than may be sent: they are lost",
                    passed,
                    file);
        }
        if (end < open.length()) {
            log.warn("the spool file {} breaks off: {} bytes at its end are dropped", file, open.length() - end);
        }
        cut();
        return drafts;
    }

    /** Goes to the end of the whole records, and drops what is behind it. */
    private void cut() throws IOException {
        if (open.length() > end) {
            open.setLength(end);
        }
        open.seek(end);
    }

    private static byte[] body(Draft draft) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(draft.data().length + 128);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(draft.uid());
        out.writeLong(draft.seq());
        out.writeUTF(draft.broadcastId());
        out.writeUTF(draft.namespace());
        out.write(draft.data());
        return bytes.toByteArray();
    }

    private static Draft draft(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        return new Draft(in.readUTF(), in.readLong(), in.readUTF(), in.readUTF(), in.readAllBytes());
    }

    private static int checksum(byte[] body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body, 0, body.length);
        return (int) checksum.getValue();
    }
}
