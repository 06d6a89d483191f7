package io.herald.dsl.folder;

import io.herald.engine.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What came of reading one script. */
sealed interface Reading {
    /**
     * Its text.
     *
     * @param hash of the bytes
     */
    record Whole(String text, String hash, int bytes) implements Reading {}

    /**
     * It is not to be had.
     *
     * @param again whether it may be had later though its stamp stays the same
     */
    record Refused(Problem problem, boolean again) implements Reading {}

    /** It changed while it was read. */
    record Moving() implements Reading {}

    /**
     * Reads a file that had this stamp.
     *
     * @param path names the file in problems
     * @param maxBytes a larger file is refused unread
     */
    static Reading of(Path file, String path, Stamp stamp, int maxBytes) {
        if (stamp.size() > maxBytes) {
            String message = "is larger than " + maxBytes + " bytes: " + stamp.size();
            return new Refused(new Problem(path, 0, 0, message, "split it", ""), false);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            Stamp after = Stamp.of(Files.readAttributes(file, BasicFileAttributes.class));
            return stamp.equals(after) && bytes.length == stamp.size() ? decode(path, bytes) : new Moving();
        } catch (NoSuchFileException e) {
            return new Moving();
        } catch (IOException e) {
            return new Refused(new Problem(path, 0, 0, "can't be read: " + FolderScan.reason(e), "", ""), true);
        }
    }

    private static Reading decode(String path, byte[] bytes) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = utf8.decode(in, out, true);
        String text = out.flip().toString();
        if (text.indexOf('\0') >= 0) {
            return refused(path, text.substring(0, text.indexOf('\0')), "is binary: it holds a zero byte", "");
        }
        if (result.isError()) {
            String found = String.format("is not UTF-8: byte 0x%02x", bytes[in.position()]);
            return refused(path, text, found, "save it as UTF-8");
        }
        return new Whole(text.startsWith("\uFEFF") ? text.substring(1) : text, hash(bytes), bytes.length);
    }

    private static Reading refused(String path, String textBefore, String message, String hint) {
        int line = 1
                + (int) textBefore
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
        return new Refused(new Problem(path, line, 0, message, hint, ""), false);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
