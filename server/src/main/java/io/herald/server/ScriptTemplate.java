package io.herald.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code herald make} writes: scripts that compile as they are. */
enum ScriptTemplate {
    EVENT,
    ROOM,
    RESOURCE;

    /** By the word of the command line; fast_app's users say {@code broadcast_event}. */
    static Optional<ScriptTemplate> of(String kind) {
        String word = kind.equals("broadcast_event") ? "event" : kind;
        return Arrays.stream(values())
                .filter(template -> template.word().equals(word))
                .findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String text(String name) {
        try (InputStream template = ScriptTemplate.class.getResourceAsStream("make/" + word() + ".groovy")) {
            if (template == null) {
                throw new IllegalStateException("the template of " + word() + " is not packaged");
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8).replace("NAME", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
