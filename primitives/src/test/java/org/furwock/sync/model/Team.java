package org.furwock.sync.model;

import java.util.Arrays;
import org.furwock.futex.FutexWord;
import org.furwock.futex.MonitorFutex;

/**
 * The threads of a scenario. An exception in one of them fails the scenario.
 *
 * <p>The code avoids streams: every call in a scenario costs the checker time.
 */
public final class Team {

    /** The work of a thread. */
    public interface Part {
        void play() throws Exception;
    }

    private static Object seen;

    private final Thread[] threads;
    private volatile Throwable failure;

    private Team(Part[] parts) {
        threads = new Thread[parts.length];
        for (int i = 0; i < parts.length; i++) {
            threads[i] = thread(parts[i]);
        }
    }

    public static Team start(Part... parts) {
        Team team = new Team(parts);
        for (Thread thread : team.threads) {
            thread.start();
        }
        return team;
    }

    public static void play(Part... parts) {
        start(parts).join();
    }

    /** A number of threads with the same work. */
    public static Part[] times(int count, Part part) {
        Part[] parts = new Part[count];
        Arrays.fill(parts, part);
        return parts;
    }

    /** A number of new words. */
    public static FutexWord[] words(int count) {
        FutexWord[] words = new FutexWord[count];
        for (int i = 0; i < count; i++) {
            words[i] = MonitorFutex.newWord();
        }
        return words;
    }

    /**
     * Shows an object to the checker. Otherwise, if the object is in variables and lambdas only,
     * the checker takes it for thread-local and switches at none of its plain fields.
     */
    public static <T> T shared(T object) {
        seen = object;
        return object;
    }

    private Thread thread(Part part) {
        return new Thread(
                () -> {
                    try {
                        part.play();
                    } catch (Throwable e) {
                        failure = e;
                    }
                });
    }

    /**
     * Writes first, so that the checker can switch there. On new JDKs it finds no switch point
     * between the start of a thread and its interrupt, and then no thread would be interrupted
     * while it sleeps.
     */
    public void interrupt(int index) {
        shared(threads[index]).interrupt();
    }

    public void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError("no thread interrupts the main thread", e);
            }
        }
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    public static void check(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
