package org.furwock.jcstress.soak;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.EngineInfo;
import org.furwock.jcstress.Threads;
import org.furwock.jcstress.run.Progress;
import org.jspecify.annotations.Nullable;

/** Runs all tasks in turn, again and again, until the time is over or something is lost. */
public final class Soak {

    private static final long MAX_RUN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int NAME_WIDTH = 28;
    private static final String ROW = "%-" + NAME_WIDTH + "s %12s %10s %9s %10s %6s%n";
    private static final int WIDTH = 80;

    private final int threads;
    private final long seed;
    private final int patienceMillis;
    private final PrintStream out;
    private final Map<String, SoakResult> results = new LinkedHashMap<>();

    /**
     * @param threads number of threads for each task; one more if it is odd
     * @param seed the seed of the random choices
     * @param patienceMillis the longest time without progress of a thread
     * @param out the output
     */
    public Soak(int threads, long seed, int patienceMillis, PrintStream out) {
        this.threads = threads + threads % 2;
        this.seed = seed;
        this.patienceMillis = patienceMillis;
        this.out = out;
    }

    /** Runs for this time in total; returns whether nothing was lost. */
    public boolean run(List<Task> tasks, long nanos) {
        out.printf(
                "Soak: %d threads%s, seed %d, engine %s, JDK %s%n",
                threads,
                Threads.hasVirtual() ? ", half of them virtual" : "",
                seed,
                EngineInfo.current().name(),
                Runtime.version());
        Progress progress = new Progress(out);
        int passes = (int) Math.max(1, nanos / (tasks.size() * MAX_RUN_NANOS));
        long runNanos = nanos / passes / tasks.size();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int pass = 1; pass <= passes; pass++) {
            for (Task task : tasks) {
                progress.show("soak: pass " + pass + " of " + passes + ", " + task.name());
                SoakResult result = run(task, seeds.nextLong(), runNanos);
                if (result.loss() != null) {
                    progress.clear();
                    print();
                    out.println("LOST: " + task.name() + ": " + result.loss());
                    return false;
                }
            }
        }
        progress.clear();
        print();
        return true;
    }

    /** Runs one task for this time; returns what was lost, or null. */
    public @Nullable String lossOf(Task task, long nanos) {
        return run(task, seed, nanos).loss();
    }

    private SoakResult run(Task task, long runSeed, long nanos) {
        SoakResult result = new SoakRun(task, threads, runSeed, patienceMillis).run(nanos);
        results.merge(task.name(), result, SoakResult::plus);
        return result;
    }

    private void print() {
        out.printf(ROW, "primitive", "operations", "interrupts", "time-outs", "wakes", "losses");
        out.println("-".repeat(WIDTH));
        for (SoakResult result : results.values()) {
            boolean fits = result.name().length() <= NAME_WIDTH;
            if (!fits) {
                out.println(result.name());
            }
            out.printf(
                    ROW,
                    fits ? result.name() : "",
                    result.operations(),
                    result.interrupts(),
                    result.timeOuts(),
                    result.wakes(),
                    result.loss() == null ? 0 : 1);
        }
        out.println("-".repeat(WIDTH));
    }
}
