package org.furwock.bench.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.furwock.bench.Main;

/**
 * Starts the program again, in a JVM with the flags that suppress a newer JDK's warnings about JMH.
 * A manifest can contain the flag for native code, but not the one for {@code Unsafe}.
 */
final class Relaunch {

    private static final int FIRST_JDK_WITH_FLAG = 23;
    private static final String UNSAFE_FLAG = "--sun-misc-unsafe-memory-access";

    private Relaunch() {}

    /** Whether this JVM knows the flag, and it is not set. */
    static boolean isNeeded() {
        return Runtime.version().feature() >= FIRST_JDK_WITH_FLAG
                && flags().stream().noneMatch(flag -> flag.startsWith(UNSAFE_FLAG));
    }

    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /** In the same way as before: the manifest of a jar starts the agent that measures objects. */
    static List<String> program(String classPath) {
        return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
                ? List.of("-jar", classPath)
                : List.of("-cp", classPath, Main.class.getName());
    }

    /** Runs the program in the other JVM, and returns its exit status. */
    static int run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.add(UNSAFE_FLAG + "=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(program(System.getProperty("java.class.path", "")));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread killer = new Thread(process::destroy, "relaunch");
        Runtime.getRuntime().addShutdownHook(killer);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
        return status;
    }
}
