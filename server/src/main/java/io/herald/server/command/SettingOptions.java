package io.herald.server.command;

import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.SettingsFile;
import io.herald.server.settings.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives a command the flags of settings, and reads what was given with them. */
final class SettingOptions {
    private static final String CONFIG = "--config";
    private static final Path DEFAULT_FILE = Path.of("herald.yml");

    private SettingOptions() {}

    static void addTo(CommandSpec command, List<Setting> settings) {
        settings.forEach(setting -> command.addOption(option(setting)));
        command.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description("File of settings, one 'key: value' a line; herald.yml here, when there is one.")
                .build());
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag()).type(String.class);
        if (setting.label().isEmpty()) {
            option.arity("0..1").fallbackValue("true").paramLabel("true|false");
        } else {
            option.paramLabel(setting.label());
        }
        String byDefault = setting.defaultValue().isEmpty() ? "" : " Default: " + setting.defaultValue() + ".";
        return option.description((setting.doc() + byDefault).replace("%", "%%"))
                .build();
    }

    /** @throws UsageException when a setting is wrong, wherever it was given */
    static Settings read(ParseResult given, Map<String, String> environment) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (given.hasMatchedOption(setting.flag())) {
                flags.put(setting, given.matchedOptionValue(setting.flag(), ""));
            }
        }
        Path file = given.matchedOptionValue(CONFIG, DEFAULT_FILE);
        boolean isAsked = given.hasMatchedOption(CONFIG) || Files.exists(file);
        return Settings.of(flags, environment, isAsked ? SettingsFile.read(file) : Map.of());
    }
}
