package io.herald.engine.model;

/**
 * One input that is not of the type its event declares.
 *
 * @param pointer where it is among the inputs: {@code /chat/messages/0/text}; names longer than 64 characters are cut
 * @param message what was expected, and what was given
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON Pointer</a>
 */
public record Violation(String pointer, String message) {
    @Override
    public String toString() {
        return pointer + ": " + message;
    }
}
