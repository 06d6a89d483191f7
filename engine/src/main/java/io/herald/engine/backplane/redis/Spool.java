package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.SparingLog;
import io.herald.engine.backplane.redis.Outbox.Draft;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on disk what was answered with QUEUED, until Redis has it. Guarded by its outbox.
 *
 * <p>Shape: for each record its length (4 bytes), its CRC-32C (4 bytes), then uid, seq, id, namespace and data. A torn or broken record ends
 * the file: what follows it can't be trusted. It is not forced to the disk: it outlives this process, not a loss of power.
 */
final class Spool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final int HEADER = 8;

    private final Path file;
    private final FileChannel channel;
    private final List<Draft> left;
    private final SparingLog sparing = new SparingLog(log);
    private long end; // of the whole records

    /** @throws IllegalStateException when another process uses the file, or it can't be written */
    Spool(Path file, int maxBytes) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
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
                    .put(body)
                    .flip();
            channel.truncate(end).position(end); // a disk that was full may have taken a part of the one before
            while (whole.hasRemaining()) {
                channel.write(whole);
            }
            end += whole.limit();
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
            channel.truncate(0);
            end = 0;
        } catch (IOException e) {
            sparing.warn("clear", "the spool file " + file + " can't be emptied: " + e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Draft> read(int maxBytes) throws IOException {
        List<Draft> drafts = new ArrayList<>();
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        while (fill(header.clear())) {
            int length = header.flip().getInt();
            if (length < 1 || length > maxBytes + 1024) {
                break;
            }
            ByteBuffer body = ByteBuffer.allocate(length);
            if (!fill(body) || checksum(body.array()) != header.getInt()) {
                break;
            }
            drafts.add(draft(body.array()));
            end = channel.position();
        }
        if (end < channel.size()) {
            log.warn("the spool file {} breaks off: {} bytes at its end are dropped", file, channel.size() - end);
            channel.truncate(end);
        }
        return drafts;
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
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
