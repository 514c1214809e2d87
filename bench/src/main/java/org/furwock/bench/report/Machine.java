package org.furwock.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.furwock.futex.EngineInfo;

/**
 * The machine of a measurement.
 *
 * @param kernel name and version of the operating system
 * @param cpu model of the processor
 * @param cores the number of hardware threads that this process may use
 * @param load the load average of the last minute, negative if unknown
 * @param jdk name and version of the virtual machine
 * @param engine the engine that Furwock chose
 * @param engineReason the reason for that engine
 * @param enginesRejected the reasons against the others
 */
public record Machine(
        String kernel,
        String cpu,
        int cores,
        double load,
        String jdk,
        String engine,
        String engineReason,
        List<String> enginesRejected) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Copies the list. */
    public Machine {
        enginesRejected = List.copyOf(enginesRejected);
    }

    /** This machine, now. */
    public static Machine here() {
        EngineInfo engine = EngineInfo.current();
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                jdkVersion(),
                engine.name(),
                engine.reason(),
                engine.rejected());
    }

    private static String cpuModel() {
        String arch = System.getProperty("os.arch", "unknown");
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .map(model -> model + " (" + arch + ")")
                    .orElse(arch);
        } catch (IOException e) {
            return arch; // not Linux, or not readable
        }
    }

    private static String jdkVersion() {
        return System.getProperty("java.vm.name")
                + " "
                + System.getProperty("java.vm.version")
                + " ("
                + System.getProperty("java.vendor")
                + ")";
    }

    /** Whether other programs keep at least one core busy, which widens the spread. */
    public boolean isBusy() {
        return load >= 0.75;
    }

    /** The lines above the results. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        text.append(Prose.wrap("  kernel    ", kernel))
                .append(Prose.wrap("  CPU       ", cpu))
                .append(Prose.wrap("  cores     ", cores + loadNote()))
                .append(Prose.wrap("  JDK       ", jdk))
                .append(Prose.wrap("  engine    ", engine + ": " + engineReason));
        enginesRejected.forEach(reason -> text.append(Prose.wrap("            ", "not " + reason)));
        return text.toString();
    }

    /** A remark on the load; empty if there is no load. */
    String loadNote() {
        if (!isBusy()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                " (load %.1f at the start: others work here too, and widen the spread)",
                load);
    }
}
