package io.herald.server.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.herald.engine.model.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads herald.yml: one {@code key: value} a line, the keys of {@link Setting}. */
public final class SettingsFile {
    private static final long MAX_BYTES = 1 << 20;

    private SettingsFile() {}

    /**
     * The settings of the file.
     *
     * @throws UsageException when it can't be read or holds an unknown key, with its line and the key that was probably meant
     */
    public static Map<Setting, String> read(Path file) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UsageException(
                        file + " is larger than " + MAX_BYTES + " bytes: it holds one 'key: value' a line");
            }
            try (JsonParser yaml = new YAMLFactory().createParser(Files.readString(file))) {
                read(file, yaml, settings);
            }
        } catch (JsonProcessingException e) {
            throw new UsageException(file + ":" + e.getLocation().getLineNr() + ": is no YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new UsageException(
                    "the configuration " + file + " can't be read: check that it exists and is readable text");
        }
        return settings;
    }

    private static void read(Path file, JsonParser yaml, Map<Setting, String> settings) throws IOException {
        JsonToken first = yaml.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw new UsageException(file + ":1: must hold one 'key: value' a line");
        }
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String key = yaml.currentName();
            String place = file + ":" + yaml.currentLocation().getLineNr() + ": ";
            Setting setting = Setting.ofKey(key).orElseThrow(() -> new UsageException(place + unknown(key)));
            if (!yaml.nextToken().isScalarValue()) {
                throw new UsageException(place + key + " must be one value");
            }
            String value = yaml.currentToken() == JsonToken.VALUE_NULL ? "" : yaml.getText();
            if (settings.put(setting, value) != null) {
                throw new UsageException(place + key + " is there twice: keep one of them");
            }
        }
    }

    private static String unknown(String key) {
        List<String> nearest = Names.nearest(key, Setting.keys());
        return "unknown setting '" + key + "'"
                + (nearest.isEmpty()
                        ? "; the settings are " + String.join(", ", Setting.keys())
                        : "; did you mean '" + nearest.get(0) + "'?");
    }
}
