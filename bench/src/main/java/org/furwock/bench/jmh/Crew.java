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
 * Threads that work beside the one that JMH measures, from the start of a trial to its end. JMH
 * ends its own threads one by one, and so cannot end those that wait for each other.
 */
final class Crew {

    private static final Path SELF = Path.of("/proc/thread-self");
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final char SLEEPING = 'S';
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** What each does again and again. */
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
            // The others would wait for it for ever, and JMH for them.
            e.printStackTrace();
            System.err.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Only the kernel knows whether a thread sleeps: for Java, one in a futex call is running. */
    private void sign() throws IOException {
        if (Files.exists(SELF)) {
            Path task = Objects.requireNonNull(Files.readSymbolicLink(SELF).getFileName());
            states.add(TASKS.resolve(task).resolve("stat"));
        }
    }

    /**
     * Waits until all of them sleep.
     *
     * @throws IOException if they do not
     */
    void awaitAsleep() throws IOException {
        long start = System.nanoTime();
        for (Path state : states) {
            while (!isAsleep(state)) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IOException("the crew does not go to sleep");
                }
                Thread.yield();
            }
        }
    }

    private static boolean isAsleep(Path state) throws IOException {
        // PID (NAME) STATE ..., where the name may hold anything.
        String line = Files.readString(state);
        return line.charAt(line.lastIndexOf(')') + 2) == SLEEPING;
    }

    /**
     * Lets each end after so many rounds, counted from 0, which it must not have ended yet. (To let
     * each end after the round that it is in would not do: a late thread is in an earlier one.)
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
