package org.furwock.bench.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar. */
public final class Version implements IVersionProvider {

    /** Called by picocli. */
    public Version() {}

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Furwock bench " + text(), "Java " + System.getProperty("java.version")
        };
    }
}
