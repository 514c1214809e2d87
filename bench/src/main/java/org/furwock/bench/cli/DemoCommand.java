package org.furwock.bench.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The classic futex example: one thread waits until a word changes, another thread changes it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "The classic futex example, step by step, with two threads.")
final class DemoCommand implements Callable<Integer> {

    private static final int NOT_YET = 0;
    private static final int DONE = 1;
    private static final int TIMEOUT_MILLIS = 20;
    private static final long ASLEEP_TIMEOUT_NANOS = 10_000_000_000L;

    @Spec CommandSpec spec;

    private int step;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        FutexWord word = FutexWord.allocate();
        explain("A futex is a word in memory. The kernel knows nothing of it yet.");
        show("main", "word = " + word);

        explain(
                "One thread waits for the word to change. It asks the kernel to let it sleep",
                "as long as the word is 0.");
        FutureTask<WaitResult> waiting = new FutureTask<>(() -> waitFor(word));
        Thread waiter = new Thread(waiting, "waiter");
        waiter.setDaemon(true);
        waiter.start();
        awaitAsleep(word);

        explain(
                "Another thread changes the word. That is a plain store to memory, no system",
                "call, and the sleeper does not notice.");
        word.set(DONE);
        show("main", "word.set(1)            word is now " + word.get());

        explain("So it wakes one of the threads that sleep on the word.");
        int woken = Futex.wake(word, 1);
        show("main", "Futex.wake(word, 1)    returned " + woken + ", the number of threads woken");
        WaitResult result = waiting.get();
        show("waiter", "the wait ended: " + result + ", and the word is " + word.get());
        show("waiter", "Done!");

        explain(
                "What if the change comes before the wait? The kernel compares the word again",
                "before the thread sleeps, so no wake-up can be missed in between.");
        show("main", "Futex.await(word, 0)   returned " + Futex.await(word, NOT_YET) + " at once");

        explain(
                "If no thread sleeps, a wake does nothing. A good lock makes that call only if",
                "a thread may be asleep: locking without contention needs no kernel at all.");
        show("main", "Futex.wake(word, 1)    returned " + Futex.wake(word, 1));

        explain("A wait can have a deadline.");
        long start = System.nanoTime();
        Deadline deadline = Deadline.after(Duration.ofMillis(TIMEOUT_MILLIS));
        WaitResult late = Futex.await(word, DONE, deadline);
        long millis = (System.nanoTime() - start) / 1_000_000;
        show(
                "main",
                "Futex.await(word, 1, after "
                        + TIMEOUT_MILLIS
                        + " ms) returned "
                        + late
                        + " after "
                        + millis
                        + " ms");
        return 0;
    }

    private WaitResult waitFor(FutexWord word) {
        show("waiter", "Waiting...");
        show("waiter", "Futex.await(word, 0)   sleeps while the word is 0");
        WaitResult result = WaitResult.SPURIOUS;
        // A wait may end spuriously, so the waiting thread tests the word again.
        while (word.get() == NOT_YET) {
            result = Futex.await(word, NOT_YET);
        }
        return result;
    }

    /** Asks the kernel: a requeue to the same word moves no thread, and counts the sleepers. */
    private static void awaitAsleep(FutexWord word) throws InterruptedException {
        long start = System.nanoTime();
        while (Futex.requeue(word, word, 0, 1).requeued() == 0) {
            if (System.nanoTime() - start > ASLEEP_TIMEOUT_NANOS) {
                throw new IllegalStateException("the waiter does not fall asleep: " + word);
            }
            Thread.sleep(1);
        }
    }

    private void explain(String... lines) {
        PrintWriter out = spec.commandLine().getOut();
        step++;
        out.println();
        for (int i = 0; i < lines.length; i++) {
            out.println((i == 0 ? step + ". " : "   ") + lines[i]);
        }
        out.flush();
    }

    private void show(String thread, String what) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("     " + (thread + ":       ").substring(0, 8) + what);
        out.flush();
    }
}
