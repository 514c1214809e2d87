package org.furwock.jcstress;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;

/**
 * Finds lost wake-ups: started as an agent in each JVM that runs a test, it ends the JVM when a
 * thread of the test has been waiting for the same thing for too long, and says for what.
 *
 * <p>Every sample of a test has locks and words of its own, and none waits longer than some
 * milliseconds if all is well. So a thread whose blocker (see {@link LockSupport#getBlocker}) is
 * the same object for seconds was forgotten. The tests need no code for it, the runner would need
 * half a minute for the same, and what is written here is what a hunt begins with: where each
 * thread stands, and the values of the words.
 */
public final class Watchdog {

    /** The exit status of a JVM that was ended for a lost wake-up. */
    static final int EXIT_STATUS = 87;

    /** The first line of the dump begins with this. */
    public static final String HEADLINE = "LOST WAKE-UP";

    private static final int POLL_MILLIS = 100;
    private static final String GENERATED = "_jcstress";
    private static final String HOUSE = "org.furwock.jcstress.";

    private final int patiencePolls;
    private Map<Thread, Watched> watched = new HashMap<>();

    private Watchdog(int patienceMillis) {
        this.patiencePolls = Math.max(1, patienceMillis / POLL_MILLIS);
    }

    /** What a thread waits for, and for how many polls it has been seen to. */
    private record Watched(Object blocker, int polls) {}

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
            // Counted in polls, so that a JVM which stands still as a whole is not suspected.
            while (poll().isEmpty()) {
                LockSupport.parkNanos(POLL_MILLIS * 1_000_000L);
            }
            System.err.print(dump());
        } catch (RuntimeException | Error e) {
            System.err.println("The watchdog failed, and an unguarded test is no test: " + e);
        }
        System.err.flush();
        Runtime.getRuntime().halt(EXIT_STATUS);
    }

    /** The threads that have waited too long. */
    private List<Thread> poll() {
        List<Thread> forgotten = new ArrayList<>();
        Map<Thread, Watched> seen = new HashMap<>();
        for (Thread thread : threads()) {
            Object blocker = LockSupport.getBlocker(thread);
            if (blocker == null) {
                continue;
            }
            Watched before = watched.get(thread);
            int polls = before != null && before.blocker == blocker ? before.polls + 1 : 0;
            seen.put(thread, new Watched(blocker, polls));
            if (polls >= patiencePolls && runsTest(thread)) {
                forgotten.add(thread);
            }
        }
        watched = seen;
        return forgotten;
    }

    private static List<Thread> threads() {
        Thread[] threads = new Thread[1000];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads);
        return Arrays.asList(threads).subList(0, count);
    }

    /** Whether a thread is inside a test, and not an idle one of the runner's or of the JDK's. */
    private static boolean runsTest(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            String name = frame.getClassName();
            if (name.contains(GENERATED) || name.startsWith(HOUSE)) {
                return !thread.getName().equals("main");
            }
        }
        return false;
    }

    private String dump() {
        StringBuilder text = new StringBuilder(1000);
        text.append(HEADLINE)
                .append(": a thread has been waiting for the same thing for ")
                .append(patiencePolls * POLL_MILLIS)
                .append(" ms\n");
        for (Thread thread : threads()) {
            Object blocker = LockSupport.getBlocker(thread);
            if (!runsTest(thread) || thread == Thread.currentThread()) {
                continue;
            }
            text.append("  ").append(thread.getName()).append(" waits for ").append(blocker);
            text.append('\n');
            appendWords(text, blocker);
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("      at ").append(frame).append('\n');
            }
        }
        appendTasks(text);
        return text.toString();
    }

    /**
     * What the kernel says of each thread: asleep for good, or on its way and short of processors.
     */
    private static void appendTasks(StringBuilder text) {
        text.append("  the kernel's view: thread, state, system call and its arguments\n");
        File[] tasks = new File("/proc/self/task").listFiles();
        for (File task : tasks == null ? new File[0] : tasks) {
            text.append("      ").append(task.getName()).append(' ').append(read(task, "comm"));
            String stat = read(task, "stat");
            String state = stat.substring(stat.lastIndexOf(')') + 1).strip();
            text.append(' ').append(state.isEmpty() ? "?" : state.substring(0, 1));
            text.append(' ').append(read(task, "syscall")).append('\n');
        }
    }

    private static String read(File task, String name) {
        try {
            return Files.readString(new File(task, name).toPath()).strip();
        } catch (IOException e) {
            return "?"; // it has ended meanwhile
        }
    }

    /** The words of whatever a thread waits for: their values and sleepers. */
    private static void appendWords(StringBuilder text, Object blocker) {
        if (blocker instanceof FutexWord word) {
            appendWord(text, "word", word);
            return;
        }
        Class<?> type = blocker == null ? null : blocker.getClass();
        for (; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (FutexWord.class.isAssignableFrom(field.getType()) && field.trySetAccessible()) {
                    try {
                        appendWord(text, field.getName(), (FutexWord) field.get(blocker));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
    }

    private static void appendWord(StringBuilder text, String name, FutexWord word) {
        text.append("      ").append(name).append(": ").append(word);
        text.append(", asleep there: ").append(Futex.sleepers(word)).append('\n');
    }
}
