package org.furwock.jcstress;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.jspecify.annotations.Nullable;

/** The start of a search: the place of each thread, its blocker, and the values of the words. */
public final class ThreadReport {

    private static final String GENERATED = "_jcstress";
    private static final List<String> MACHINERY =
            List.of("jdk.internal.", "org.openjdk.jcstress.", "java.util.concurrent.Thread");

    private final StringBuilder text = new StringBuilder(1000);

    private ThreadReport() {}

    /** The report on these threads, with the kernel's view of all threads. */
    public static String of(Iterable<Thread> threads) {
        ThreadReport report = new ThreadReport();
        threads.forEach(report::append);
        report.appendTasks();
        return report.text.toString();
    }

    /** The value of the word, and the number of its sleepers. */
    public static String of(FutexWord word) {
        return word + ", asleep there: " + Futex.sleepers(word);
    }

    private void append(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        text.append("  ").append(thread.getName()).append(" waits for ").append(blocker);
        text.append('\n');
        appendState(blocker);
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (!isMachinery(frame)) {
                text.append("      at ").append(shortName(frame)).append('\n');
            }
        }
    }

    /** Frames that are the same in every dump, and irrelevant for the lock. */
    private static boolean isMachinery(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.contains(GENERATED)
                || MACHINERY.stream().anyMatch(start -> name.startsWith(start));
    }

    /** The frame without package and module, so that it fits a line. */
    private static String shortName(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1)
                + "."
                + frame.getMethodName()
                + "("
                + frame.getFileName()
                + ":"
                + frame.getLineNumber()
                + ")";
    }

    /** Appends the words of the object that a thread waits for, or the fields of its state. */
    private void appendState(@Nullable Object blocker) {
        if (blocker instanceof FutexWord word) {
            appendField("word", of(word));
            return;
        }
        Class<?> type = blocker == null ? null : blocker.getClass();
        for (; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                appendState(field, blocker);
            }
        }
    }

    private void appendState(Field field, @Nullable Object blocker) {
        boolean word = FutexWord.class.isAssignableFrom(field.getType());
        boolean state = field.getType().isPrimitive() && Modifier.isVolatile(field.getModifiers());
        if ((word || state) && field.trySetAccessible()) {
            try {
                Object value = field.get(blocker);
                appendField(
                        field.getName(),
                        value instanceof FutexWord found ? of(found) : String.valueOf(value));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void appendField(String name, String value) {
        text.append("      ").append(name).append(": ").append(value).append('\n');
    }

    /** Appends the kernel's view: it shows whether a thread sleeps, or waits for a processor. */
    private void appendTasks() {
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
}
