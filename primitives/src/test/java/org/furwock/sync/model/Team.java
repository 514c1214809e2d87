package org.furwock.sync.model;

import java.util.Arrays;
import org.furwock.futex.FutexWord;
import org.furwock.futex.MonitorFutex;

/**
 * The threads of a scenario. What one of them throws fails the scenario.
 *
 * <p>Plain code: every call that a scenario makes costs the checker time, those of streams too.
 */
public final class Team {

    /** What a thread does. */
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

    /** So many threads that do the same. */
    public static Part[] times(int count, Part part) {
        Part[] parts = new Part[count];
        Arrays.fill(parts, part);
        return parts;
    }

    /** So many new words. */
    public static FutexWord[] words(int count) {
        FutexWord[] words = new FutexWord[count];
        for (int i = 0; i < count; i++) {
            words[i] = MonitorFutex.newWord();
        }
        return words;
    }

    /**
     * Shows an object to the checker, which takes it for one thread's own, and switches at none of
     * its plain fields, if it has seen it in variables and lambdas only.
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
     * A write comes before it, at which the checker can switch: on new JDKs it sees nothing to
     * switch at between the start of a thread and its interrupt, and then nobody is ever
     * interrupted in its sleep.
     */
    public void interrupt(int index) {
        shared(threads[index]).interrupt();
    }

    public void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts the main thread", e);
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
