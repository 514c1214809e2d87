package org.furwock.jcstress.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM like this one, without warnings of native access and Unsafe. */
public final class QuietJvm {

    private static final int UNSAFE_WARNS_FROM = 24;

    private QuietJvm() {}

    /** The command line up to the class path. */
    public static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // jcstress uses Unsafe, JNA and FFM call native code.
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= UNSAFE_WARNS_FROM) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }
}
