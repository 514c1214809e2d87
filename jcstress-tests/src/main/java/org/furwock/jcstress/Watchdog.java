package org.furwock.jcstress;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds lost wake-ups. It is an agent in each JVM that runs a test. When a thread of the test has
 * waited for the same thing for too long, it prints what the thread waits for, and ends the JVM.
 *
 * <p>Every sample of a test has its own locks and words, and a correct wait takes some milliseconds
 * at most. So a thread that has the same blocker (see {@link LockSupport#getBlocker}) for seconds
 * has lost its wake-up. The tests need no code for this check. jcstress itself would take half a
 * minute to notice a hang. The dump is the start of a search: it has the place of each thread and
 * the values of the words.
 */
public final class Watchdog {

    /** The exit status of a JVM that was ended for a lost wake-up. */
    static final int EXIT_STATUS = 87;

    /** The first line of the dump begins with this. */
    public static final String HEADLINE = "LOST WAKE-UP";

    private static final int POLL_MILLIS = 100;
    private static final String GENERATED = "_jcstress";
    private static final String ROOT = "org.furwock.jcstress.";

    private final int patiencePolls;
    private Map<Thread, Watched> watched = new HashMap<>();

    private Watchdog(int patienceMillis) {
        this.patiencePolls = Math.max(1, patienceMillis / POLL_MILLIS);
    }

    /** The object that a thread waits for, and the number of polls that have seen this wait. */
    private record Watched(Object reason, int polls) {}

    /** An object that a thread waits for, compared by identity. */
    private record Blocker(Object thing) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Blocker that && that.thing == thing;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(thing);
        }
    }

    /**
     * Starts the watchdog before the test.
     *
     * @param patienceMillis how long a thread may wait for one thing
     */
    public static void premain(String patienceMillis, Instrumentation unused) {
        Watchdog watchdog = new Watchdog(Integer.parseInt(patienceMillis));
        Thread thread = new Thread(watchdog::run, "furwock-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            // Counted in polls: a JVM that was stopped as a whole is no lost wake-up.
            while (poll().isEmpty()) {
                LockSupport.parkNanos(POLL_MILLIS * 1_000_000L);
            }
            System.err.print(dump());
        } catch (RuntimeException | Error e) {
            System.err.println("The watchdog failed, so the test cannot find a lost wake-up: " + e);
        }
        System.err.flush();
        Runtime.getRuntime().halt(EXIT_STATUS);
    }

    /** The threads that have waited too long. */
    private List<Thread> poll() {
        List<Thread> forgotten = new ArrayList<>();
        Map<Thread, Watched> seen = new HashMap<>();
        for (Thread thread : threads()) {
            Object reason = waitOf(thread);
            if (reason == null) {
                continue;
            }
            Watched before = watched.get(thread);
            int polls = before != null && before.reason.equals(reason) ? before.polls + 1 : 0;
            seen.put(thread, new Watched(reason, polls));
            if (polls >= patiencePolls && runsTest(thread)) {
                forgotten.add(thread);
            }
        }
        watched = seen;
        return forgotten;
    }

    /**
     * Identifies the present wait of the thread; null if it does not wait. If a lock of the user
     * sets no blocker, the JVM's count of the thread's waits identifies the wait.
     */
    private static @Nullable Object waitOf(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        if (blocker != null) {
            return new Blocker(blocker);
        }
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> numberOfWait(thread);
            default -> null;
        };
    }

    private static @Nullable Object numberOfWait(Thread thread) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
        return info == null ? null : info.getWaitedCount() + info.getBlockedCount();
    }

    private static List<Thread> threads() {
        Thread[] threads = new Thread[1000];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads);
        return Arrays.asList(threads).subList(0, count);
    }

    /** Whether a thread is inside a test, and not an idle thread of the runner or of the JDK. */
    private static boolean runsTest(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            String name = frame.getClassName();
            if (name.contains(GENERATED) || name.startsWith(ROOT)) {
                return !thread.getName().equals("main");
            }
        }
        return false;
    }

    private String dump() {
        List<Thread> tested = new ArrayList<>();
        for (Thread thread : threads()) {
            if (runsTest(thread) && thread != Thread.currentThread()) {
                tested.add(thread);
            }
        }
        return HEADLINE
                + ": a thread has been waiting for the same thing for "
                + patiencePolls * POLL_MILLIS
                + " ms\n"
                + ThreadReport.of(tested);
    }
}
