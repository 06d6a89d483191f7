package io.herald.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of HTTP as the generator reads: a response's status, and where it ends. */
final class Http {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final String LAST_CHUNK = "0\r\n\r\n";

    private Http() {}

    /** Takes a whole response off the bytes and returns its status, or 0 when it is not all there. */
    static int take(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.duplicate().get(all);
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int headers = text.indexOf("\r\n\r\n") + 4;
        if (headers < 4) {
            return 0;
        }
        int status = Integer.parseInt(text, 9, 12, 10);
        Matcher length = LENGTH.matcher(text).region(0, headers);
        int end = headers;
        if (length.find()) {
            end += Integer.parseInt(length.group(1));
        } else if (status >= 200) { // in chunks
            end = text.indexOf(LAST_CHUNK, headers) + LAST_CHUNK.length();
            if (end < headers) {
                return 0;
            }
        }
        if (end > all.length) {
            return 0;
        }
        bytes.position(bytes.position() + end);
        return status;
    }
}
