package io.herald.dsl.folder;

/**
 * How much of a scripts' folder is taken in. What lies past a limit is left out with a problem; the rest loads.
 *
 * @param files scripts in all
 * @param fileBytes of one script
 * @param totalBytes of all scripts together
 * @param entries files and folders of any kind that one look may pass: a link to a whole disk ends here
 */
public record FolderLimits(int files, int fileBytes, long totalBytes, int entries) {
    public static final FolderLimits DEFAULT = new FolderLimits(10_000, 1 << 20, 64L << 20, 100_000);

    /** Folders within folders; a deeper one is a mistake, or a link in a circle. */
    static final int DEPTH = 32;
}
