package org.furwock.sync.model;

import java.util.Arrays;
import org.furwock.futex.FutexWord;
import org.furwock.futex.MonitorFutex;

/**
 * The threads of a scenario. What one of them throws fails the scenario.
 *
 * <p>Plain code: every call that a scenario makes costs the checker time, those of streams too.
 */
final class Team {

    /** What a thread does. */
    interface Part {
        void play() throws Exception;
    }

    private final Thread[] threads;
    private volatile Throwable failure;

    private Team(Part[] parts) {
        threads = new Thread[parts.length];
        for (int i = 0; i < parts.length; i++) {
            threads[i] = thread(parts[i]);
        }
    }

    static Team start(Part... parts) {
        Team team = new Team(parts);
        for (Thread thread : team.threads) {
            thread.start();
        }
        return team;
    }

    static void play(Part... parts) {
        start(parts).join();
    }

    /** So many threads that do the same. */
    static Part[] times(int count, Part part) {
        Part[] parts = new Part[count];
        Arrays.fill(parts, part);
        return parts;
    }

    /** So many new words. */
    static FutexWord[] words(int count) {
        FutexWord[] words = new FutexWord[count];
        for (int i = 0; i < count; i++) {
            words[i] = MonitorFutex.newWord();
        }
        return words;
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

    void interrupt(int index) {
        threads[index].interrupt();
    }

    void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts the main thread", e);
            }
        }
        if (failure != null) {
            throw new AssertionError("a thread failed", failure);
        }
    }

    static void check(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
