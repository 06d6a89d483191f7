package io.herald.engine.backplane;

import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Past;
import java.util.Collection;

/**
 * About how much of the heap is taken by what is kept, in bytes: with the headers, references and padding of a JVM whose heap is below 32 GB.
 */
final class HeapBytes {
    private static final int TEXT = 44; // a String, its array, and half of the padding
    private static final int BROADCAST = 100; // its record, its payload, and a set of one room
    private static final int NAME = 56; // one of several in a set: its entry, and its share of the table

    private HeapBytes() {}

    static int of(Broadcast broadcast) {
        return BROADCAST
                + of(broadcast.id())
                + broadcast.payload().bytes()
                + of(broadcast.rooms())
                + of(broadcast.options().except());
    }

    static int of(Past past) {
        return BROADCAST + of(past.id()) + past.payload().bytes() + of(past.except());
    }

    private static int of(Collection<String> names) {
        int bytes = names.size() > 1 ? names.size() * NAME : 0;
        for (String name : names) {
            bytes += of(name);
        }
        return bytes;
    }

    /** Java keeps a text at one byte a character as long as all of them are of Latin-1, else at two. */
    static int of(String text) {
        return TEXT + (isLatin1(text) ? 1 : 2) * text.length();
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 255) {
                return false;
            }
        }
        return true;
    }
}
