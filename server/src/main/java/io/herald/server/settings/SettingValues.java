package io.herald.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is given for each setting, read as what it takes: a flag before the environment, that before herald.yml, that before the default.
 */
final class SettingValues {
    private final Map<Setting, String> given;

    private SettingValues(Map<Setting, String> given) {
        this.given = given;
    }

    /** Puts the sources one over another; an empty variable of the environment is none. */
    static SettingValues of(Map<Setting, String> flags, Map<String, String> environment, Map<Setting, String> file) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(file);
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.environment());
            if (value != null && !value.isEmpty()) {
                given.put(setting, value);
            }
        }
        given.putAll(flags);
        return new SettingValues(given);
    }

    String text(Setting setting) {
        return given.getOrDefault(setting, setting.defaultValue());
    }

    /** Empty when it is blank. */
    Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(value -> !value.isBlank());
    }

    boolean isOn(Setting setting) {
        return !isSecond(setting, "true", "false");
    }

    /** Which of the only two values it is. */
    boolean isSecond(Setting setting, String first, String second) {
        String value = text(setting);
        if (!value.equals(first) && !value.equals(second)) {
            throw wrong(setting, first + " or " + second);
        }
        return value.equals(second);
    }

    int number(Setting setting, int least, int most) {
        String text = text(setting);
        long number = text.matches("-?\\d{1,10}") ? Long.parseLong(text) : Long.MIN_VALUE;
        if (number < least || number > most) {
            throw wrong(setting, "a number from " + least + " to " + most);
        }
        return (int) number;
    }

    Duration time(Setting setting, boolean mayBeNone) {
        return TimeText.parse(text(setting))
                .filter(time -> mayBeNone || !time.isZero())
                .orElseThrow(() -> wrong(setting, "a time, such as 500ms or 2s"));
    }

    Path path(Setting setting) {
        try {
            return Path.of(text(setting));
        } catch (InvalidPathException e) {
            throw wrong(setting, "a path");
        }
    }

    Optional<Path> optionalPath(Setting setting) {
        return optional(setting).map(value -> path(setting));
    }

    UsageException wrong(Setting setting, String needed) {
        return new UsageException(setting.key() + " must be " + needed + ", not '" + text(setting) + "'");
    }
}
