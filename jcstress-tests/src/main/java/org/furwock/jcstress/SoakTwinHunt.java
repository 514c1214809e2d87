package org.furwock.jcstress;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.furwock.jcstress.run.QuietJvm;
import org.furwock.jcstress.soak.Soak;
import org.furwock.jcstress.soak.SoakTwins;
import org.furwock.jcstress.soak.Task;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a soak finds each broken twin, and reports no sound class. Each runs in its own JVM:
 * a broken lock may leave a thread that spins for ever, which would disturb the next test.
 */
final class SoakTwinHunt {

    private static final double SECONDS = 1;
    private static final int MOST_ATTEMPTS = 5;
    private static final String ANY_ENGINE = "";

    private SoakTwinHunt() {}

    static boolean findsAll(@Nullable String engine, int patienceMillis)
            throws IOException, InterruptedException {
        boolean all = true;
        for (Task broken : SoakTwins.broken()) {
            all &= isAsItShouldBe(broken, engine, patienceMillis);
        }
        for (Task sound : SoakTwins.sound()) {
            all &= isAsItShouldBe(sound, engine, Main.PATIENCE_MILLIS);
        }
        return all;
    }

    private static boolean isAsItShouldBe(Task task, @Nullable String engine, int patienceMillis)
            throws IOException, InterruptedException {
        List<String> command = QuietJvm.command();
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(SoakTwinHunt.class.getName());
        command.add(task.name());
        command.add(Integer.toString(patienceMillis));
        command.add(engine == null ? ANY_ENGINE : engine);
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    /** Arguments: the name of a task, the longest wait of a thread in ms, and the engine. */
    public static void main(String[] args) {
        SoakCommand.chooseEngine(args[2].equals(ANY_ENGINE) ? null : args[2]);
        System.exit(judge(args[0], Integer.parseInt(args[1])) ? 0 : 1);
    }

    private static boolean judge(String name, int patienceMillis) {
        boolean broken = named(SoakTwins.broken(), name).findAny().isPresent();
        Task task =
                Stream.concat(named(SoakTwins.broken(), name), named(SoakTwins.sound(), name))
                        .findAny()
                        .orElseThrow();
        int attempts = broken ? MOST_ATTEMPTS : 1;
        String loss = null;
        for (int attempt = 1; loss == null && attempt <= attempts; attempt++) {
            long nanos = SoakCommand.nanos(attempt * SECONDS);
            int threads = SoakCommand.defaultThreads();
            loss =
                    new Soak(threads, System.nanoTime(), patienceMillis, System.out)
                            .lossOf(task, nanos);
        }
        String verdict = broken ? "ESCAPED" : "ok";
        if (loss != null) {
            verdict = (broken ? "found: " : "LOST: ") + loss.lines().findFirst().orElse("");
        }
        System.out.printf("soak.%-36s %s%n", name, verdict);
        return broken == (loss != null);
    }

    private static Stream<Task> named(List<Task> tasks, String name) {
        return tasks.stream().filter(task -> task.name().equals(name));
    }
}
