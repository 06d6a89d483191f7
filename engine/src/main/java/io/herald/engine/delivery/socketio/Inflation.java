package io.herald.engine.delivery.socketio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates messages of permessage-deflate, each on its own and none beyond what a message may have. */
final class Inflation {
    private static final byte[] FLUSH_MARK = {0, 0, (byte) 0xff, (byte) 0xff}; // which RFC 7692 leaves out
    private static final int PADDING = 1; // of a message that ends its stream, as the RFC lets it
    private static final int FIRST_GUESS = 4; // what text is compressed by

    private Inflation() {}

    /** It would be larger than a message may be. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The message. Inflates no more than {@code maxBytes} of it, and one to know that there are more. */
    static ByteBuffer inflate(byte[] compressed, int maxBytes) throws DataFormatException, TooLargeException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(ended(compressed));
            byte[] made = new byte[(int) Math.min(maxBytes + 1L, FIRST_GUESS * (compressed.length + 16L))];
            int count = inflater.inflate(made);
            while (count == made.length) {
                if (count > maxBytes) {
                    throw new TooLargeException();
                }
                made = Arrays.copyOf(made, (int) Math.min(maxBytes + 1L, 2L * made.length));
                count += inflater.inflate(made, count, made.length - count);
            }
            if (inflater.getRemaining() > (inflater.finished() ? PADDING + FLUSH_MARK.length : 0)) {
                throw new DataFormatException("it goes on after its end, or needs a dictionary");
            }
            return ByteBuffer.wrap(made, 0, count);
        } finally {
            inflater.end();
        }
    }

    private static byte[] ended(byte[] compressed) {
        byte[] ended = Arrays.copyOf(compressed, compressed.length + FLUSH_MARK.length);
        System.arraycopy(FLUSH_MARK, 0, ended, compressed.length, FLUSH_MARK.length);
        return ended;
    }
}
