package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.MalformedException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text that only the cluster's nodes can have written to its place: behind its signature and a blank where they have a secret, else as
 * it is.
 */
record SignedText(Optional<Secret> secret) {
    byte[] write(String place, byte[] text) {
        if (secret.isEmpty()) {
            return text;
        }
        byte[] signature = new Signature(secret.get()).of(place, text);
        byte[] all = Arrays.copyOf(signature, signature.length + 1 + text.length);
        all[signature.length] = ' ';
        System.arraycopy(text, 0, all, signature.length + 1, text.length);
        return all;
    }

    /** The text, believed. */
    byte[] read(String place, byte[] signed) throws MalformedException {
        if (secret.isEmpty()) {
            return signed;
        }
        int blank = 0;
        while (blank < signed.length && signed[blank] != ' ') {
            blank++;
        }
        byte[] text = Arrays.copyOfRange(signed, Math.min(blank + 1, signed.length), signed.length);
        byte[] right = new Signature(secret.get()).of(place, text);
        if (!MessageDigest.isEqual(right, Arrays.copyOf(signed, blank))) {
            throw new MalformedException("it is not signed with this cluster's secret; give all nodes the same");
        }
        return text;
    }
}
