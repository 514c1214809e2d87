package org.furwock.bench.compare;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A family of cases, which are chosen and shown together. */
public enum Family {
    /** One thread and a lock of its own. */
    UNCONTENDED(
            "Uncontended: lock and unlock by a single thread",
            "two atomic read-modify-writes, or one and a plain store"),
    /** Several threads compete for one lock. */
    CONTENDED(
            "Contended: threads take turns in one lock (section and pause in units of about 2 ns)",
            "section and pause; a context switch for each round where a sleeper is next"),
    /** The same, first come first served. */
    FAIR(
            "Fair: threads take turns, first come first served (section and pause in units of about 2 ns)",
            "a wake-up and a context switch for each round"),
    /** Two threads wake each other in turns. */
    PINGPONG(
            "Ping-pong: two threads wake each other; a round trip has two wake-ups",
            "two system calls that wake, two that sleep, two context switches"),
    /** Condition variables. */
    CONDITION(
            "Condition: ping-pong of two threads; signalAll until the last sleeper has run",
            "a context switch for each thread woken, and each must have the lock once more"),
    /** A bounded queue on a lock and two conditions. */
    QUEUE(
            "Queue: producers and consumers at a bounded queue of 64 on a lock and two conditions",
            "a lock and unlock for each item on either side; a wake-up where a side has to wait"),
    /** Reader-writer locks. */
    RWLOCK(
            "Reader-writer lock: threads read, and some write now and then",
            "two atomic read-modify-writes on one cache line that all readers want"),
    /** All threads wait for each other. */
    BARRIER(
            "Barrier: threads meet again and again",
            "a wake-up and a context switch for each party but the last"),
    /** A number of permits. */
    SEMAPHORE(
            "Semaphore: acquire and release",
            "two atomic read-modify-writes; a context switch where a sleeper is next"),
    /** A one-shot gate. */
    LATCH(
            "Latch: one countDown until the last of 8 sleepers has run",
            "one system call that wakes all, and 8 context switches"),
    /** Between processes. */
    SHARED(
            "Between processes: request and reply; a mutex that outlives its owner",
            "two wake-ups and two context switches, or two atomic read-modify-writes"),
    /** The way into the kernel and back. */
    SYSCALL("System call: FUTEX_WAKE without a waiter", "C's own way into the kernel and back"),
    /** The contended lock with virtual threads. */
    VIRTUAL(
            "Virtual threads: 8 of them take turns in one lock",
            "section and pause; for each hand-over a continuation is put on and off its carrier"),
    /** Unchanged libraries, with the JDK's locks and with ours. */
    PROGRAMS(
            "Programs: libraries driven by several threads, with the JDK's locks and with ours",
            "all that the library does beside its locks"),
    /** Space instead of time. */
    MEMORY("Memory: bytes of a lock, and bytes allocated by a contended round", "an object header"),
    /** The user's own work. */
    PROBE("Probe: your own work", "your own work");

    private final String title;
    private final String bound;

    Family(String title, String bound) {
        this.title = title;
        this.bound = bound;
    }

    /** The families of {@code compare}. */
    public static Set<Family> ofCompare() {
        return EnumSet.complementOf(EnumSet.of(PROBE));
    }

    /** The title: what the family measures. */
    public String title() {
        return title;
    }

    /** The lower bound: the cost that no implementation can avoid. */
    public String bound() {
        return bound;
    }

    /**
     * A pace at which turns are comparable. A fair lock has two speeds: a thread that is alone for
     * a moment makes a hundred times as many rounds as threads that take turns, and that decides a
     * short turn. A queue has two speeds, by whether its threads share a processor, for some tenths
     * of a second each. A program is compiled late, and its turns vary with garbage collections.
     */
    Pace pace(Pace usual) {
        return switch (this) {
            case FAIR, QUEUE -> usual.stretched(3);
            case PROGRAMS -> usual.ofPrograms();
            default -> usual;
        };
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
