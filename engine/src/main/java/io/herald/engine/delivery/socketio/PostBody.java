package io.herald.engine.delivery.socketio;

import java.util.Base64;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The messages of one POST, one by one: there may be as many as it has characters. */
final class PostBody implements Iterator<String> {
    private static final char SEPARATOR = '\u001e';

    private final String body;
    private int begin; // of the next; past the body when there is none

    PostBody(String body) {
        this.body = body;
    }

    @Override
    public boolean hasNext() {
        return begin <= body.length();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int separator = body.indexOf(SEPARATOR, begin);
        int end = separator < 0 ? body.length() : separator;
        String message = body.substring(begin, end);
        begin = end + 1;
        return message;
    }

    /**
     * The bytes of a binary message.
     *
     * @throws MalformedPacketException when it is no base64
     */
    static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64); // some clients break lines
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException("invalid base64");
        }
    }
}
