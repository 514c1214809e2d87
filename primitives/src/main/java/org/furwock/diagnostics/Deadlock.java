package org.furwock.diagnostics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for each other in a cycle. It keeps the threads and locks reachable.
 *
 * @param links the threads of the cycle; each waits for a lock that the next one holds, and the
 *     last one for a lock that the first one holds
 * @since 1.0
 */
public record Deadlock(List<Link> links) {

    /**
     * One thread of a deadlock, and its wait.
     *
     * @param thread the thread, platform or virtual
     * @param lock what it waits for: a FutexReentrantLock, a FutexReentrantReadWriteLock, a Mutex,
     *     the write or upgradable lock of a RwLock (the write lock also for its readers), a
     *     RobustMutex or a PiMutex
     * @param mode {@code "exclusive"}, {@code "read"}, {@code "write"}, {@code "upgradable"} or
     *     {@code "upgrade"}
     * @param name the lock's name, if it has one
     * @param site the code that created the lock, if the profile or a check of locks is on
     * @param stack where it waits, the innermost frame first; it may be empty if the wait ended
     *     meanwhile
     */
    public record Link(
            Thread thread,
            Object lock,
            String mode,
            @Nullable String name,
            @Nullable String site,
            List<StackTraceElement> stack) {

        /** Copies the stack. */
        public Link {
            stack = List.copyOf(stack);
        }
    }

    /** Copies the links. */
    public Deadlock {
        links = List.copyOf(links);
    }

    /** The threads, their locks and stacks, a line each. */
    public String describe() {
        StringBuilder text = new StringBuilder("Deadlock of ");
        text.append(links.size()).append(links.size() == 1 ? " thread:" : " threads:");
        for (int i = 0; i < links.size(); i++) {
            describe(links.get(i), links.get((i + 1) % links.size()), text);
        }
        return text.toString();
    }

    private static void describe(Link link, Link holder, StringBuilder text) {
        Object lock = link.lock();
        Thread thread = link.thread(); // not its toString, which may be the program's
        text.append("\n\"").append(thread.getName()).append("\" #").append(numberOf(thread));
        text.append(" waits for ").append(lock.getClass().getName());
        text.append('@').append(Integer.toHexString(System.identityHashCode(lock)));
        text.append(link.name() == null ? "" : " '" + link.name() + "'");
        text.append(" (").append(link.mode());
        text.append(link.site() == null ? ")" : ", created by " + link.site() + ")");
        text.append(", which \"").append(holder.thread().getName()).append("\" holds");
        for (StackTraceElement frame : link.stack()) {
            text.append("\n    at ").append(frame);
        }
    }

    /** The program may have overridden this method. Its failure must not hide the rest. */
    private static String numberOf(Thread thread) {
        try {
            return Long.toString(thread.getId());
        } catch (Throwable e) { // also a checked one, from another language
            return "unknown";
        }
    }
}
