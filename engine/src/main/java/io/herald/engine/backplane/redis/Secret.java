package io.herald.engine.backplane.redis;

/**
 * What the nodes of a cluster share and nobody else knows. Its text does not tell.
 *
 * @param value at least {@value #MIN_LENGTH} characters
 */
public record Secret(String value) {
    public static final int MIN_LENGTH = 16;

    public Secret {
        if (value.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("a cluster's secret must have at least " + MIN_LENGTH
                    + " characters, not " + value.length() + ": take 32 random ones");
        }
    }

    @Override
    public String toString() {
        return "Secret(***)";
    }
}
