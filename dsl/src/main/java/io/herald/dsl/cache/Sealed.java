package io.herald.dsl.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bytes that tell whether they are whole, and that they belong to a key.
 *
 * <p>Shape: the SHA-256 of key and content, then the content.
 */
final class Sealed {
    private static final int HASH_BYTES = 32;
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    private Sealed() {}

    static boolean isKey(String name) {
        return KEY.matcher(name).matches();
    }

    static byte[] seal(String key, byte[] content) {
        return ByteBuffer.allocate(HASH_BYTES + content.length)
                .put(hash(key, content, 0))
                .put(content)
                .array();
    }

    /** The content; empty when it is not what was sealed under the key. */
    static Optional<byte[]> open(String key, byte[] sealed) {
        boolean isWhole = sealed.length >= HASH_BYTES
                && Arrays.equals(Arrays.copyOf(sealed, HASH_BYTES), hash(key, sealed, HASH_BYTES));
        return isWhole ? Optional.of(Arrays.copyOfRange(sealed, HASH_BYTES, sealed.length)) : Optional.empty();
    }

    private static byte[] hash(String key, byte[] bytes, int from) {
        MessageDigest digest = sha256();
        digest.update(key.getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes, from, bytes.length - from);
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
