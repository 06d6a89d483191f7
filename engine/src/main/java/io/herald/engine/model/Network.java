package io.herald.engine.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * What is counted where one address may do no more than so much: an address, or of IPv6 a network of 64 bits, for its owner has all of its
 * addresses.
 *
 * @param prefix as others of the same network have it
 */
public record Network(String prefix) {
    private static final int PREFIX_BYTES = 8;

    public static Network of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Network(HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, PREFIX_BYTES)));
    }

    /** Of an address in digits, as a socket gives it. */
    public static Network of(String address) {
        try {
            return of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return new Network(address);
        }
    }
}
