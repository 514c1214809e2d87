package org.furwock.bench.agent.verify;

import java.util.ArrayList;
import java.util.List;

/** The violations of lock contracts. */
public final class Violations {

    /** How many are kept and logged: a broken lock breaks its contract millions of times. */
    private static final int MOST = 100;

    private static final List<String> SEEN = new ArrayList<>();

    private Violations() {}

    /** The violations so far, at most the first {@value #MOST}. */
    public static List<String> list() {
        synchronized (SEEN) {
            return List.copyOf(SEEN);
        }
    }

    /** For tests. */
    static void clear() {
        synchronized (SEEN) {
            SEEN.clear();
        }
    }

    /** Logs a violation with the stack of the calling thread. */
    static void add(Object lock, String what) {
        String line =
                what
                        + ": "
                        + System.identityHashCode(lock)
                        + " of "
                        + lock.getClass().getName()
                        + ", thread "
                        + Thread.currentThread();
        synchronized (SEEN) {
            if (SEEN.size() == MOST) {
                return;
            }
            SEEN.add(line);
        }
        new AssertionError("Furwock agent, violation: " + line).printStackTrace();
    }
}
