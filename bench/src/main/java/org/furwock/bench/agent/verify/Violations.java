package org.furwock.bench.agent.verify;

import java.util.ArrayList;
import java.util.List;

/** What was seen of locks that break their contract. */
public final class Violations {

    /** So many are kept and logged; a lock that is broken is broken millions of times. */
    private static final int MOST = 100;

    private static final List<String> SEEN = new ArrayList<>();

    private Violations() {}

    /** Those so far, the first {@value #MOST}. */
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

    /** Logs what a thread did or found, with its stack. */
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
