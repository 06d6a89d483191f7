package io.herald.engine.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Encodes what a script's {@code as} gave, once, as the JSON text that every client gets. Thread-safe. */
public final class PayloadEncoder {
    private final int maxBytes;
    private final int maxDepth;
    private final ObjectWriter writer;

    public PayloadEncoder(Limits limits) {
        this.maxBytes = limits.maxPayloadBytes();
        this.maxDepth = limits.maxDepth();
        JsonFactory factory = JsonFactory.builder()
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .build())
                .build();
        SimpleModule scalars = new SimpleModule()
                .addSerializer(CharSequence.class, ToStringSerializer.instance) // a GString is no bean
                .addSerializer(Double.class, new FiniteNumber<>(Double.class))
                .addSerializer(double.class, new FiniteNumber<>(Double.class))
                .addSerializer(Float.class, new FiniteNumber<>(Float.class))
                .addSerializer(float.class, new FiniteNumber<>(Float.class));
        this.writer = JsonMapper.builder(factory)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8) // four bytes for an emoji, not twelve
                .addModules(scalars, new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build()
                .writer();
    }

    /**
     * Maps, lists, texts, numbers, booleans and null as they are; times as ISO-8601 texts; records and beans by their properties.
     *
     * @throws NotJsonException when a value has no JSON form, or lies too deep, as any cycle does
     * @throws BroadcastException.TooLarge when the text passes {@code maxPayloadBytes}
     */
    public Payload encode(@Nullable Object value) throws NotJsonException {
        try (BoundedBytes bytes = new BoundedBytes(maxBytes)) {
            writer.writeValue(bytes, value);
            return Payload.ofUtf8(bytes.toByteArray());
        } catch (BoundedBytes.FullException e) {
            throw tooLarge();
        } catch (StackOverflowError e) {
            throw new NotJsonException("it contains itself");
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    /** Jackson wraps what is thrown while it is inside of a value. */
    private NotJsonException refusal(IOException failure) {
        if (failure.getCause() instanceof BoundedBytes.FullException) {
            throw tooLarge();
        }
        if (failure instanceof StreamConstraintsException || failure.getCause() instanceof StreamConstraintsException) {
            return new NotJsonException("it is more than " + maxDepth + " levels deep, or contains itself");
        }
        return failure instanceof JsonMappingException mapping
                ? new NotJsonException(mapping.getOriginalMessage() + place(mapping))
                : new NotJsonException(String.valueOf(failure.getMessage()));
    }

    private BroadcastException tooLarge() {
        return new BroadcastException.TooLarge(
                "the payload is larger than the " + maxBytes + " bytes allowed: send less, or what clients can fetch");
    }

    private static String place(JsonMappingException failure) {
        StringBuilder pointer = new StringBuilder();
        failure.getPath()
                .forEach(step -> pointer.append('/')
                        .append(step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName()));
        return pointer.isEmpty() ? "" : " at " + pointer;
    }

    /** A value that JSON can't hold; its message says which and where. */
    public static final class NotJsonException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        NotJsonException(String message) {
            super(message);
        }
    }

    /** JSON has no NaN and no infinity; written as text, they would reach clients as something else. */
    private static final class FiniteNumber<N extends Number> extends StdScalarSerializer<N> {
        @Serial
        private static final long serialVersionUID = 1L;

        FiniteNumber(Class<N> type) {
            super(type);
        }

        @Override
        public void serialize(N number, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(number.doubleValue())) {
                throw JsonMappingException.from(json, number + " is no JSON number");
            }
            if (number instanceof Float single) {
                json.writeNumber(single);
            } else {
                json.writeNumber(number.doubleValue());
            }
        }
    }

    private static final class BoundedBytes extends ByteArrayOutputStream {
        private final int maxBytes;

        BoundedBytes(int maxBytes) {
            super(256);
            this.maxBytes = maxBytes;
        }

        @Override
        public synchronized void write(int one) {
            require(1);
            super.write(one);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            require(length);
            super.write(bytes, offset, length);
        }

        private void require(int more) {
            if (count + more > maxBytes) {
                throw new FullException();
            }
        }

        private static final class FullException extends RuntimeException {
            @Serial
            private static final long serialVersionUID = 1L;
        }
    }
}
