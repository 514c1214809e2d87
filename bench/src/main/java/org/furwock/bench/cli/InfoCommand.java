package org.furwock.bench.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.furwock.bench.report.Machine;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexWord;
import org.furwock.futex.KernelFeatures;
import org.furwock.sync.Mutex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What Furwock finds here. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Shows kernel, CPU, JDK, the engine and why, features, and costs of a call.")
final class InfoCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
        Machine machine = Machine.here();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Furwock " + Version.text());
        out.println();
        machine.describe().forEach(line -> out.println("  " + line));
        out.println();
        out.print(describe(KernelFeatures.current()));
        out.println();
        out.println(
                "  Costs of a call in this JVM, roughly (compare measures them against peers):");
        out.flush();
        printCosts(out);
        out.flush();
        return 0;
    }

    private static String describe(KernelFeatures features) {
        if (!features.obstacle().isEmpty()) {
            return "  kernel futexes cannot be used: "
                    + features.obstacle()
                    + System.lineSeparator();
        }
        TextTable table =
                TextTable.forColumns(
                        Help.defaultColorScheme(Ansi.OFF),
                        new Column(15, 2, Overflow.SPAN),
                        new Column(85, 0, Overflow.WRAP));
        table.addRowValues("granted", names(features, true));
        table.addRowValues("not granted", names(features, false));
        table.addRowValues("membarrier", yesOrNo(features.hasMembarrier()));
        table.addRowValues("robust list", yesOrNo(features.hasRobustList()));
        return table.toString();
    }

    private static String names(KernelFeatures features, boolean granted) {
        String names =
                Arrays.stream(FutexOperation.values())
                        .filter(operation -> features.has(operation) == granted)
                        .map(operation -> operation.kernelName().replace("FUTEX_", ""))
                        .collect(Collectors.joining(" "));
        return names.isEmpty() ? "-" : names;
    }

    private static String yesOrNo(boolean granted) {
        return granted ? "yes" : "no";
    }

    private static void printCosts(PrintWriter out) {
        FutexWord word = FutexWord.allocate();
        print(out, "FUTEX_WAKE where nobody waits", times -> wake(word, times));
        Lock mutex = new Mutex();
        print(out, "Mutex lock + unlock", times -> lockMutex(mutex, times));
        Lock reentrant = new ReentrantLock();
        print(out, "ReentrantLock lock + unlock", times -> lockReentrant(reentrant, times));
    }

    private static void print(PrintWriter out, String what, QuickCost.Loop loop) {
        double nanos = QuickCost.nanosPerPass(loop);
        out.println(String.format(Locale.ROOT, "    %-32s %7.1f ns", what, nanos));
    }

    private static int wake(FutexWord word, int times) {
        int woken = 0;
        for (int i = 0; i < times; i++) {
            woken += Futex.wake(word, 1);
        }
        return woken;
    }

    // Two equal methods, since each is compiled for the one class of lock that it sees.

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
