package org.furwock.bench.compare;

import java.util.Locale;

/** Cases of one sort, which are chosen and shown together. */
public enum Family {
    /** One thread and a lock of its own. */
    UNCONTENDED("Uncontended: lock and unlock, nobody else there"),
    /** More threads than the lock lets in. */
    CONTENDED(
            "Contended: threads take turns in one lock (section and pause in units of about 2 ns)"),
    /** The way into the kernel and back. */
    SYSCALL("System call: FUTEX_WAKE where nobody waits"),
    /** Waking each other in turns. */
    PINGPONG("Ping-pong: two threads wake each other; a round trip has two wake-ups");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    /** What it measures. */
    public String title() {
        return title;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
