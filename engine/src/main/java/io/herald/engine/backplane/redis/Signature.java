package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Marks entries and messages as written by a node of this cluster: base64 of HMAC-SHA256 over an entry's uid, seq, nsp, bid and data, or a
 * message's channel and text, each behind its length. An entry written again is no forgery: it falls to its sequence with each node that
 * read a later one of the same node, or found it in the stream at its start. One thread.
 */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    Signature(Secret secret) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e); // every Java has
        }
    }

    byte[] of(Outbox.Draft draft) {
        return of(draft.uid(), draft.seq(), draft.namespace(), draft.broadcastId(), draft.data());
    }

    /** Of a message from one node to another. */
    byte[] of(String channel, byte[] message) {
        add(channel.getBytes(UTF_8));
        add(message);
        return Base64.getEncoder().encode(mac.doFinal());
    }

    boolean isOn(WireEntry entry) {
        byte[] right = of(entry.uid(), entry.seq(), entry.namespace().path(), entry.broadcastId(), entry.data());
        return entry.isBroadcast() && MessageDigest.isEqual(right, entry.signature());
    }

    private byte[] of(String uid, long seq, String namespace, String broadcastId, byte[] data) {
        add(uid.getBytes(UTF_8));
        add(Long.toString(seq).getBytes(UTF_8));
        add(namespace.getBytes(UTF_8));
        add(broadcastId.getBytes(UTF_8));
        add(data);
        return Base64.getEncoder().encode(mac.doFinal());
    }

    private void add(byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        mac.update(part);
    }
}
