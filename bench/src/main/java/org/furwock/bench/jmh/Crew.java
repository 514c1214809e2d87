package org.furwock.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that work beside the thread that JMH measures, from the start of a trial to its end. JMH
 * ends its own threads one by one, so it cannot end threads that wait for each other.
 */
final class Crew {

    private static final Path SELF = Path.of("/proc/thread-self");
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final char SLEEPING = 'S';
    private static final long ASLEEP_TIMEOUT_NANOS = 10_000_000_000L;

    /** The work that each thread repeats. */
    interface Work {
        /** One round. */
        void round() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final List<Path> states = new CopyOnWriteArrayList<>();
    private volatile long last = Long.MAX_VALUE;

    /** Starts them. */
    Crew(int size, Work work) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(size);
        for (int i = 0; i < size; i++) {
            Thread thread = new Thread(() -> run(work, started), "crew " + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        started.await();
    }

    private void run(Work work, CountDownLatch started) {
        try {
            sign();
            started.countDown();
            for (long round = 0; round <= last; round++) {
                work.round();
            }
        } catch (Throwable e) {
            // The others would wait for this thread for ever, and JMH for them.
            e.printStackTrace();
            System.err.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * Only the kernel knows whether a thread sleeps: for Java, a thread in a futex call is
     * RUNNABLE.
     */
    private void sign() throws IOException {
        if (Files.exists(SELF)) {
            Path task = Objects.requireNonNull(Files.readSymbolicLink(SELF).getFileName());
            states.add(TASKS.resolve(task).resolve("stat"));
        }
    }

    /**
     * Waits until all of them sleep.
     *
     * @throws IOException if they do not within the time limit
     */
    void awaitAsleep() throws IOException {
        long start = System.nanoTime();
        for (Path state : states) {
            while (!isAsleep(state)) {
                if (System.nanoTime() - start > ASLEEP_TIMEOUT_NANOS) {
                    throw new IOException("the crew does not go to sleep");
                }
                Thread.yield();
            }
        }
    }

    private static boolean isAsleep(Path state) throws IOException {
        // PID (NAME) STATE ..., where the name may contain any character.
        String line = Files.readString(state);
        return line.charAt(line.lastIndexOf(')') + 2) == SLEEPING;
    }

    /**
     * Ends each thread after the round with this number, counted from 0, which no thread may have
     * completed yet. (Ending each thread after its current round would be wrong: a late thread is
     * in an earlier round.)
     */
    void endAfter(long round) {
        last = round;
    }

    /** Waits for their end. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
