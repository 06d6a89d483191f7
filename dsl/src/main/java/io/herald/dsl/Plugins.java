package io.herald.dsl;

import io.herald.engine.model.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins of a node, by name: each jar of a folder, loaded once, by a class loader of its own. */
public final class Plugins implements AutoCloseable {
    /** None at all. */
    public static final Plugins NONE = new Plugins();

    private static final Logger log = LoggerFactory.getLogger(Plugins.class);
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");

    private final Map<String, Map<String, PluginFunction>> functions = new TreeMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private Plugins() {}

    /**
     * Loads every {@code *.jar} of the folder; none when there is no such folder.
     *
     * @throws IllegalArgumentException names the jar that can't be used, and why
     */
    public static Plugins of(Path folder) {
        Plugins plugins = new Plugins();
        if (!Files.isDirectory(folder)) {
            return plugins;
        }
        try {
            jars(folder).forEach(plugins::load);
            return plugins;
        } catch (RuntimeException e) {
            plugins.close();
            throw e;
        }
    }

    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new IllegalArgumentException("the plugins' folder can't be read: " + folder, e);
        }
        Collections.sort(jars);
        return jars;
    }

    private void load(Path jar) {
        URLClassLoader loader = new URLClassLoader(new URL[] {url(jar)}, HeraldPlugin.class.getClassLoader());
        open.add(loader);
        int before = functions.size();
        try {
            for (HeraldPlugin plugin : ServiceLoader.load(HeraldPlugin.class, loader)) {
                if (plugin.getClass().getClassLoader() == loader) {
                    add(plugin);
                }
            }
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            throw new IllegalArgumentException("the plugin " + jar + " can't be loaded: " + Failures.firstLine(e), e);
        }
        if (functions.size() == before) {
            throw new IllegalArgumentException("the plugin " + jar + " can't be loaded: its META-INF/services/"
                    + HeraldPlugin.class.getName() + " names no class");
        }
    }

    private void add(HeraldPlugin plugin) {
        String name = plugin.name();
        open.add(0, plugin); // closed before its classes go
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "its name " + Text.quote(name) + " is none: a small letter, then letters and digits");
        }
        Map<String, PluginFunction> own = new TreeMap<>(plugin.functions());
        if (functions.putIfAbsent(name, own) != null) {
            throw new IllegalArgumentException("another plugin has the name '" + name + "'");
        }
        log.info("plugin {}: {}", name, String.join(", ", own.keySet()));
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isEmpty() {
        return functions.isEmpty();
    }

    /** What the compiler sees of them. */
    String shape() {
        return functions.entrySet().stream()
                .flatMap(plugin -> plugin.getValue().entrySet().stream()
                        .map(function -> plugin.getKey() + "." + function.getKey() + " "
                                + function.getValue().parameters()))
                .collect(Collectors.joining("\n"));
    }

    boolean has(String plugin) {
        return functions.containsKey(plugin);
    }

    /** Of all that there are. */
    public Set<String> names() {
        return Collections.unmodifiableSet(functions.keySet());
    }

    /** Names of what scripts may call of it; none of a plugin that is not there. */
    public Set<String> functions(String plugin) {
        return Collections.unmodifiableSet(
                functions.getOrDefault(plugin, Map.of()).keySet());
    }

    /** Names of what the function takes; empty when it does not say. */
    Optional<List<String>> parameters(String plugin, String function) {
        return Optional.ofNullable(functions.getOrDefault(plugin, Map.of()).get(function))
                .flatMap(PluginFunction::parameters);
    }

    /** The function that scripts call so: {@code db.title}. */
    ScriptUnit.ScriptFunction function(String called) {
        String plugin = called.substring(0, called.indexOf('.'));
        String name = called.substring(plugin.length() + 1);
        PluginFunction function = functions.getOrDefault(plugin, Map.of()).get(name);
        if (function == null) {
            throw new IllegalStateException("the compiler let the unknown function " + called + " pass");
        }
        return arguments -> PluginCall.call(called, function, arguments);
    }

    /** Closes all of them; one that fails to is told in the log. */
    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) { // the others are to be closed, too
                log.warn("a plugin could not be closed", e);
            }
        }
        open.clear();
    }
}
