package io.herald.dsl.folder;

import io.herald.engine.model.Problem;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look at a folder: which scripts it holds, without reading them. Links are followed, out of the folder too: a Kubernetes
 * ConfigMap is made of them. Who may write into the folder can therefore make Herald read any {@code *.groovy} file that its user can.
 *
 * <p>A script is a file {@code *.groovy}; names that begin with a dot are passed over, folders with all that is in them, and so are
 * editors' backup and swap files. So are specs, {@code *Spec.groovy}.
 */
public final class FolderScan extends SimpleFileVisitor<Path> {
    private static final String SUFFIX = ".groovy";
    /** How names of files end that hold tests of scripts, beside them. */
    public static final String SPEC_SUFFIX = "Spec.groovy";

    private final Path root;
    private final FolderLimits limits;
    private final Map<String, Stamp> files = new HashMap<>();
    private final Map<Path, Object> folders = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> specs = new ArrayList<>();
    private int entries;

    private FolderScan(Path root, FolderLimits limits) {
        this.root = root;
        this.limits = limits;
    }

    /** Looks now. Never throws for what it finds: what can't be read is a problem. */
    static FolderScan of(Path root, FolderLimits limits) {
        FolderScan scan = new FolderScan(root, limits);
        try {
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), FolderLimits.DEPTH, scan);
        } catch (IOException e) {
            scan.hide(root, "can't be read: " + reason(e), "");
        }
        return scan;
    }

    /** Of a script that is looked at by itself; empty when it is not there, or no script any more. */
    static Optional<Stamp> stamp(Path script) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(script, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(Stamp.of(attributes)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a whole look will tell why
        }
    }

    /** Scripts by path relative to the folder, {@code /} between names. */
    Map<String, Stamp> files() {
        return files;
    }

    /** Specs that stand beside the scripts of a folder, by path relative to it. */
    public static List<String> specs(Path root) {
        return FolderScan.of(root, FolderLimits.DEFAULT).specs;
    }

    /** Every folder looked into, with what changes when another folder takes its place. */
    Map<Path, Object> folders() {
        return folders;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Whether the look says nothing about this path, so that its absence from {@link #files} does not mean it is gone. */
    boolean hides(String path) {
        String folder = path;
        while (!hidden.contains(folder) && !folder.isEmpty()) {
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
        }
        return hidden.contains(folder);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (folder.equals(root)) {
            folders.put(folder, identity(folder, attributes));
            return FileVisitResult.CONTINUE;
        }
        if (isJunk(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (isScript(folder)) {
            hide(folder, "is a folder, not a script", "rename it");
            return FileVisitResult.SKIP_SUBTREE;
        }
        folders.put(folder, identity(folder, attributes));
        return count(folder);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.equals(root) && !attributes.isDirectory()) {
            hide(root, "is not a folder", "");
        } else if (attributes.isDirectory()) {
            hide(file, "lies more than " + FolderLimits.DEPTH + " folders deep", "move it up");
        } else if (isScript(file) && !isJunk(file)) {
            return visitScript(file, attributes);
        } else if (name(file).endsWith(SPEC_SUFFIX) && !isJunk(file)) {
            specs.add(relative(file));
        }
        return count(file);
    }

    private FileVisitResult visitScript(Path file, BasicFileAttributes attributes) {
        if (files.size() + hidden.size() >= limits.files()) {
            hide(root, "holds more than " + limits.files() + " scripts", "the rest is left out");
            return FileVisitResult.TERMINATE;
        }
        if (attributes.isSymbolicLink()) {
            hide(file, "is a link that leads nowhere", "remove it or point it at a file");
        } else if (!attributes.isRegularFile()) {
            hide(file, "is neither a file nor a link to one", "remove it");
        } else if (hasControlCharacter(file.toString())) {
            hide(file, "has a control character in its path", "rename it");
        } else {
            files.put(relative(file), Stamp.of(attributes));
        }
        return count(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        boolean justGone = failure instanceof NoSuchFileException;
        if (file.equals(root) || !(isJunk(file) || justGone)) {
            boolean loop = failure instanceof FileSystemLoopException;
            hide(file, loop ? "is a link back to a folder it lies in" : "can't be read: " + reason(failure), "");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
        if (failure != null) {
            hide(folder, "can't be read to its end: " + reason(failure), "");
        }
        return FileVisitResult.CONTINUE;
    }

    private FileVisitResult count(Path at) {
        entries++;
        if (entries < limits.entries()) {
            return FileVisitResult.CONTINUE;
        }
        hide(
                root,
                "holds more than " + limits.entries() + " files and folders",
                "the rest is left out, from " + relative(at));
        return FileVisitResult.TERMINATE;
    }

    private void hide(Path path, String message, String hint) {
        String relative = relative(path);
        hidden.add(relative);
        String shown = relative.isEmpty() ? "." : relative;
        problems.add(new Problem(printable(shown), 0, 0, message, hint, ""));
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) { // no stream: every look passes here with every file
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** What the walk gives begins with its root. */
    String relative(Path path) {
        String separator = path.getFileSystem().getSeparator();
        String whole = path.toString();
        String below = whole.substring(Math.min(root.toString().length(), whole.length()));
        return (below.startsWith(separator) ? below.substring(1) : below).replace(separator, "/");
    }

    private static Object identity(Path folder, BasicFileAttributes attributes) throws IOException {
        Object key = attributes.fileKey();
        return key == null ? folder.toRealPath() : key;
    }

    /** Whether a file there is a script, by its path relative to the folder. */
    public static boolean takes(String path) {
        Path file = Path.of(path);
        for (Path name : file) {
            if (isJunk(name)) {
                return false;
            }
        }
        return isScript(file);
    }

    private static boolean isScript(Path path) {
        return name(path).endsWith(SUFFIX) && !name(path).endsWith(SPEC_SUFFIX);
    }

    private static boolean isJunk(Path path) {
        return name(path).startsWith(".");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }

    public static String reason(IOException failure) {
        return switch (failure.getClass().getSimpleName()) {
            case "AccessDeniedException" -> "access denied";
            case "NoSuchFileException" -> "it is not there";
            case "NotDirectoryException" -> "it is not a folder";
            default -> printable(String.valueOf(failure.getMessage()));
        };
    }
}
