package org.furwock.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.diagnostics.LockInversion;
import org.furwock.diagnostics.LockInversion.Step;
import org.furwock.diagnostics.LockOrderException;
import org.furwock.futex.lowlevel.Log;
import org.jspecify.annotations.Nullable;

/**
 * Checks the order in which threads acquire locks: {@code -Dfurwock.order}. Locks call it only if
 * {@link WatchOptions#ORDER_ON}.
 *
 * <p><b>What counts.</b> A call that may wait without a time limit, for a lock that the thread does
 * not hold yet. A try does not count, timed or untimed. But a lock that a try has acquired counts
 * for the calls that follow. A read lock counts like a write lock: a reader waits behind a queued
 * writer. A wait on a condition releases the lock and asks for it again. A wrong order at that
 * moment is logged, even with {@code throw}, since the wait must end with the lock held.
 *
 * <p><b>Algorithm.</b> Each thread keeps a list of the locks that it holds. Before it acquires
 * another one, it tests for each of them whether {@link LockGraph} knows the order of the two: one
 * bit. Only for a new order the thread enters the graph's monitor and records its stack.
 *
 * <p>Without memory or stack for a check, there is no check.
 */
public final class LockOrder {

    /** So many inversions are kept. */
    private static final int MOST_KEPT = 256;

    private static final ConcurrentLinkedQueue<LockInversion> FOUND = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger FOUND_COUNT = new AtomicInteger();

    private LockOrder() {}

    /**
     * Called by a thread that is about to wait for a lock without a time limit.
     *
     * @throws LockOrderException if the order is wrong, and the property says throw
     */
    public static void before(@Nullable OrderedLock wanted) {
        if (wanted != null) {
            before(wanted, WatchOptions.ORDER == WatchMode.THROW);
        }
    }

    /** The same by a thread that must acquire the lock. */
    public static void beforeRelock(@Nullable OrderedLock wanted) {
        if (wanted != null) {
            before(wanted, false);
        }
    }

    private static void before(OrderedLock wanted, boolean mayThrow) {
        LockInversion first = null;
        try {
            HeldLocks held = HeldLocks.current(wanted);
            if (held.size() != 0 && !held.isReporting && !held.contains(wanted)) {
                first = check(held, wanted, mayThrow);
            }
        } catch (OutOfMemoryError | StackOverflowError e) {
            return; // without the check
        }
        if (first != null && mayThrow) {
            throw new LockOrderException(first);
        }
    }

    /** Reports each inversion, unless the first one is to be thrown: returns that. */
    private static @Nullable LockInversion check(
            HeldLocks held, OrderedLock wanted, boolean mayThrow) {
        int size = held.size(); // a report leaves it as it is
        LockInversion first = null;
        for (int i = 0; i < size && (first == null || !mayThrow); i++) {
            OrderedLock lock = held.get(i);
            if (lock != null && !isKnown(lock, wanted)) {
                first = LockGraph.SHARED.see(lock, wanted, LockOrder::stack, !mayThrow);
                if (first != null && !mayThrow) {
                    report(held, first);
                }
            }
        }
        return first;
    }

    private static boolean isKnown(OrderedLock held, OrderedLock wanted) {
        LockNode from = held.node;
        LockNode to = wanted.node;
        if (from == to) {
            from = held.own;
            to = wanted.own;
        }
        return from != null && to != null && from.knows(to);
    }

    /**
     * Called by a reader that asks for the write lock, and so waits for itself.
     *
     * @throws LockOrderException if the property says throw
     */
    public static void upgrade(@Nullable OrderedLock lock) {
        LockNode node = lock == null ? null : lock.node;
        String name = node == null ? "(unknown)" : node.name;
        LockGraph.Stack stack = stack();
        LockInversion upgrade =
                new LockInversion(
                        List.of(
                                new Step(
                                        name + " for reading",
                                        name + " for writing",
                                        stack.thread(),
                                        stack.frames())));
        if (WatchOptions.ORDER == WatchMode.THROW) {
            throw new LockOrderException(upgrade);
        }
        report(HeldLocks.current(), upgrade);
    }

    private static void report(HeldLocks held, LockInversion inversion) {
        if (FOUND_COUNT.getAndIncrement() < MOST_KEPT) {
            FOUND.add(inversion);
        }
        held.isReporting = true;
        try {
            Log.warn(LockInversion.class, inversion.describe());
        } finally {
            held.isReporting = false;
        }
    }

    private static LockGraph.Stack stack() {
        Thread thread = Thread.currentThread();
        List<StackTraceElement> frames = new ArrayList<>(List.of(new Throwable().getStackTrace()));
        while (!frames.isEmpty() && CreationPlace.isInternal(frames.get(0).getClassName())) {
            frames.remove(0);
        }
        return new LockGraph.Stack(thread.getName(), frames);
    }

    // By a thread that has acquired a lock, or is about to release it; these throw nothing.

    /** The lock is held by this thread alone, for the first time. */
    public static void acquired(@Nullable OrderedLock lock) {
        if (lock != null) {
            try {
                HeldLocks.current(lock).addWrite(lock);
            } catch (OutOfMemoryError | StackOverflowError e) {
                return; // not seen
            }
        }
    }

    /** The last hold of a lock by this thread alone ends. */
    public static void released(@Nullable OrderedLock lock) {
        if (lock != null) {
            try {
                HeldLocks.current(lock).removeWrite(lock);
            } catch (OutOfMemoryError | StackOverflowError e) {
                return; // it was not seen either
            }
        }
    }

    /** One more hold of a read lock. */
    public static void acquiredRead(@Nullable OrderedLock lock) {
        if (lock != null) {
            try {
                HeldLocks.current(lock).addRead(lock);
            } catch (OutOfMemoryError | StackOverflowError e) {
                return; // not seen
            }
        }
    }

    /** One hold of a read lock ends. */
    public static void releasedRead(@Nullable OrderedLock lock) {
        if (lock != null) {
            try {
                HeldLocks.current(lock).removeRead(lock);
            } catch (OutOfMemoryError | StackOverflowError e) {
                return; // it was not seen either
            }
        }
    }

    /** The inversions that were logged, the first ones of the process. */
    public static List<LockInversion> inversions() {
        return List.copyOf(FOUND);
    }
}
