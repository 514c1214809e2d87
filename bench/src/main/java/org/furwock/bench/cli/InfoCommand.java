package org.furwock.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.furwock.bench.report.Machine;
import org.furwock.bench.report.Prose;
import org.furwock.bench.startup.FirstUse;
import org.furwock.bench.startup.JarSize;
import org.furwock.bench.startup.StartUp;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexWord;
import org.furwock.futex.KernelFeatures;
import org.furwock.sync.Mutex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the environment that Furwock finds. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Shows kernel, CPU, JDK, the engine and why, features, and costs of a call.")
final class InfoCommand implements Callable<Integer> {

    private static final String FORMAT = "furwock-info/1";

    private static final int JVMS = 5;
    private static final int KILO = 1000;

    /** The costs of calls, by name. */
    private record Cost(String name, QuickCost.Loop loop) {}

    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Print it for programs, as one JSON object.")
    boolean json;

    @Option(
            names = "--start-up",
            description = "Also the first use of a lock, and what the jars weigh.")
    boolean startUp;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson());
        } else {
            print(out);
            if (startUp) {
                printStartUp(out);
            }
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out) {
        out.println("Furwock " + Version.text());
        out.println();
        out.print(Machine.here().describe());
        out.println();
        out.print(describe(KernelFeatures.current()));
        out.println();
        out.println("  Costs of a call in this JVM, roughly (compare measures against peers):");
        out.flush();
        for (Cost cost : costs()) {
            double nanos = QuickCost.nanosPerPass(cost.loop);
            out.println(String.format(Locale.ROOT, "    %-32s %7.1f ns", cost.name, nanos));
        }
    }

    private static void printStartUp(PrintWriter out) throws IOException, InterruptedException {
        out.println();
        out.println("  The first use in a JVM, median of " + JVMS + ":");
        out.println("                         first lock   classes   first wait   classes");
        for (FirstUse use : StartUp.measure(JVMS)) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "    %-20s %8.1f ms %9d %9.1f ms %9d",
                            use.lock(),
                            use.lockMillis(),
                            use.lockClasses(),
                            use.waitMillis(),
                            use.waitClasses()));
        }
        List<JarSize> sizes = jarSizes();
        if (!sizes.isEmpty()) {
            out.println();
            out.println("  What the library adds to a jar (the JDK's locks: nothing):");
        }
        for (JarSize size : sizes) {
            out.println(
                    String.format(
                            Locale.ROOT, "    %-32s %5d kB", size.part(), size.bytes() / KILO));
        }
    }

    /** Empty if the program does not run from its jar. */
    private static List<JarSize> jarSizes() throws IOException {
        String classPath = System.getProperty("java.class.path", "");
        boolean isJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return isJar ? JarSize.in(classPath) : List.of();
    }

    private static String describe(KernelFeatures features) {
        if (!features.obstacle().isEmpty()) {
            return Prose.wrap("  ", "kernel futexes cannot be used: " + features.obstacle());
        }
        return Prose.wrap("  granted        ", text(names(features, true)))
                + Prose.wrap("  not granted    ", text(names(features, false)))
                + Prose.wrap("  membarrier     ", yesOrNo(features.hasMembarrier()))
                + Prose.wrap("  robust list    ", yesOrNo(features.hasRobustList()));
    }

    private String toJson() throws IOException, InterruptedException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        root.put("format", FORMAT);
        root.put("furwock", Version.text());
        root.set("machine", mapper.valueToTree(Machine.here()));
        KernelFeatures features = KernelFeatures.current();
        ObjectNode kernel = root.putObject("features");
        kernel.put("obstacle", features.obstacle());
        kernel.set("granted", mapper.valueToTree(names(features, true)));
        kernel.set("notGranted", mapper.valueToTree(names(features, false)));
        kernel.put("membarrier", features.hasMembarrier());
        kernel.put("robustList", features.hasRobustList());
        ObjectNode costs = root.putObject("costNanos");
        costs().forEach(cost -> costs.put(cost.name, QuickCost.nanosPerPass(cost.loop)));
        if (startUp) {
            root.set("startUp", mapper.valueToTree(StartUp.measure(JVMS)));
            root.set("jarBytes", mapper.valueToTree(jarSizes()));
        }
        return mapper.writeValueAsString(root);
    }

    private static List<String> names(KernelFeatures features, boolean granted) {
        return Arrays.stream(FutexOperation.values())
                .filter(operation -> features.has(operation) == granted)
                .map(operation -> operation.kernelName().replace("FUTEX_", ""))
                .toList();
    }

    private static String text(List<String> names) {
        return names.isEmpty() ? "-" : String.join(" ", names);
    }

    private static String yesOrNo(boolean granted) {
        return granted ? "yes" : "no";
    }

    private static List<Cost> costs() {
        FutexWord word = FutexWord.allocate();
        Lock mutex = new Mutex();
        Lock reentrant = new ReentrantLock();
        return List.of(
                new Cost("FUTEX_WAKE without a waiter", times -> wake(word, times)),
                new Cost("Mutex lock + unlock", times -> lockMutex(mutex, times)),
                new Cost("ReentrantLock lock + unlock", times -> lockReentrant(reentrant, times)));
    }

    private static int wake(FutexWord word, int times) {
        int woken = 0;
        for (int i = 0; i < times; i++) {
            woken += Futex.wake(word, 1);
        }
        return woken;
    }

    // Two equal methods: the JVM compiles each for the one class of lock that it sees.

    private static int lockMutex(Lock lock, int times) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }
        return count;
    }

    private static int lockReentrant(Lock lock, int times) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }
        return count;
    }
}
