package org.furwock.watch;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.furwock.diagnostics.NamedLock;
import org.jspecify.annotations.Nullable;

/** The named locks, and how often threads have waited for them. It refers to the locks weakly. */
public final class LockNames {

    /** A lock by its identity. */
    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object lock, @Nullable ReferenceQueue<Object> ended) {
            super(lock, ended);
            hash = System.identityHashCode(lock);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object lock = get();
            return lock != null && other instanceof Key key && key.refersTo(lock);
        }
    }

    /** A name, and the waits that were counted for it. */
    private record Named(String name, LongAdder waits) {}

    private static final Map<Key, Named> ALL = new ConcurrentHashMap<>();

    /** The {@link OrderedLock} of each lock that does not give it itself. */
    private static final Map<Key, OrderedLock> LINKED = new ConcurrentHashMap<>();

    private static final ReferenceQueue<Object> ENDED = new ReferenceQueue<>();

    /** Whether a lock has ever had a name. */
    private static volatile boolean any;

    private LockNames() {}

    /**
     * Called for a new lock, for {@link #put}. Does nothing if the order of locks is not checked.
     */
    public static void link(Object lock, @Nullable OrderedLock order) {
        if (order != null) {
            forgetEnded();
            LINKED.put(new Key(lock, ENDED), order);
        }
    }

    /**
     * Names a lock; a new name replaces the old one, and the count begins again.
     *
     * @param order its part in the order of locks, if the caller knows it
     */
    public static void put(Object lock, String name, @Nullable OrderedLock order) {
        forgetEnded();
        OrderedLock linked = order != null ? order : LINKED.get(new Key(lock, null));
        if (linked != null) {
            linked.rename(name);
        }
        ALL.put(new Key(lock, ENDED), new Named(name, new LongAdder()));
        any = true;
    }

    private static void forgetEnded() {
        Reference<?> key;
        while ((key = ENDED.poll()) != null) {
            ALL.remove(key);
            LINKED.remove(key);
        }
    }

    static void countWait(WaitRecord wait) {
        if (any) {
            Named named = ALL.get(new Key(wait.lock(), null));
            if (named != null) {
                named.waits().increment();
            }
        }
    }

    /** The name of a lock. */
    static @Nullable String of(Object lock) {
        Named named = any ? ALL.get(new Key(lock, null)) : null;
        return named == null ? null : named.name();
    }

    /** The named locks that are reachable, with their present numbers. */
    public static List<NamedLock> snapshot() {
        forgetEnded();
        List<WaitRecord> waits = WaitTable.waits();
        List<NamedLock> all = new ArrayList<>();
        ALL.forEach(
                (key, named) -> {
                    Object lock = key.get();
                    if (lock != null) {
                        long count = named.waits().sum();
                        all.add(
                                new NamedLock(
                                        named.name(),
                                        lock.toString(),
                                        countWaits(waits, lock),
                                        count));
                    }
                });
        return all;
    }

    private static int countWaits(List<WaitRecord> waits, Object lock) {
        return (int) waits.stream().filter(wait -> wait.isForLock() && wait.lock() == lock).count();
    }
}
