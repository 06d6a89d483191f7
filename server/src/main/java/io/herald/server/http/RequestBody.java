package io.herald.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request, within bounds. Thread-safe. */
final class RequestBody {
    private static final int MAX_DEPTH = 64;

    private final int maxBytes;
    private final ObjectReader reader;

    RequestBody(int maxBytes) {
        this.maxBytes = maxBytes;
        JsonFactory bounded = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(maxBytes)
                        .maxNumberLength(100)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        this.reader = JsonMapper.builder(bounded)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerForMapOf(Object.class);
    }

    /** @throws ApiException when the body is no JSON object, or passes a bound */
    Map<String, @Nullable Object> json(Context request) {
        require(request, "application/json");
        byte[] body = bytes(request);
        try {
            Map<String, @Nullable Object> inputs = reader.readValue(body);
            if (inputs == null) {
                throw new ApiException(400, "invalid-json", "the body must be a JSON object of inputs, not null");
            }
            return inputs;
        } catch (StreamConstraintsException e) {
            throw new ApiException(400, "invalid-json", "the body passes a bound: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new ApiException(400, "invalid-json", explain(body, e));
        } catch (IOException e) {
            throw new ApiException(400, "invalid-json", "the body could not be read");
        }
    }

    private static String explain(byte[] body, JsonProcessingException failure) {
        if (body.length == 0) {
            return "the body is empty: send a JSON object of inputs, {} for none";
        }
        String place = failure.getLocation() == null
                ? ""
                : " at line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr();
        boolean isOtherKind = failure.getOriginalMessage().startsWith("Cannot deserialize");
        return isOtherKind
                ? "the body must be a JSON object of inputs, for example {\"chat\": {\"id\": 42}}"
                : "the body is no JSON" + place + ": "
                        + failure.getOriginalMessage().lines().findFirst().orElse("");
    }

    /** @throws ApiException when the body is no text in UTF-8, or passes a bound */
    String text(Context request) {
        require(request, "text/plain");
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(request)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ApiException(400, "invalid-input", "the body is not UTF-8");
        }
    }

    private static void require(Context request, String wanted) {
        String type = request.contentType();
        if (type == null
                || !type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(wanted)) {
            throw new ApiException(415, "unsupported-media-type", "send Content-Type: " + wanted);
        }
        String encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ApiException(415, "unsupported-media-type", "send the body as it is, without Content-Encoding");
        }
    }

    private byte[] bytes(Context request) {
        int length = request.contentLength();
        if (length > maxBytes) {
            throw tooLarge();
        }
        try {
            byte[] body = request.bodyInputStream().readNBytes(length < 0 ? maxBytes + 1 : length);
            if (body.length > maxBytes) {
                throw tooLarge();
            }
            return body;
        } catch (IOException e) {
            throw new ApiException(400, "invalid-json", "the body ended early");
        }
    }

    private ApiException tooLarge() {
        return new ApiException(
                413,
                "payload-too-large",
                "the body is larger than the " + maxBytes + " bytes allowed: send less, or raise max-body");
    }
}
