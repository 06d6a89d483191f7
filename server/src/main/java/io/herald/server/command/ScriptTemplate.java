package io.herald.server.command;

import io.herald.engine.event.Script;
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

    /** Whether the script declares what another of this kind and name would clash with: rooms and resources are called alike. */
    boolean isIn(Script script, String name) {
        return this == EVENT
                ? script.events().contains(name)
                : script.rooms().contains(name) || script.resources().contains(name);
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
