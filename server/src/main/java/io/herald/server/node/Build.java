package io.herald.server.node;

/** The build that runs here. */
public final class Build {
    private Build() {}

    public static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
