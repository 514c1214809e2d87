package org.furwock.watch;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.furwock.futex.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The threads that now wait for locks with owners. To acquire a free lock costs nothing here; a
 * wait costs one compare-and-set and one store.
 *
 * <p><b>Algorithm.</b> Segments of places, each segment larger than the one before. A thread puts
 * its record into one of {@value #PROBES} places that its hash selects, in the last segment, or in
 * an earlier one; if all are taken, it adds a segment. No thread waits for another one here.
 * Without memory or stack, a wait is not recorded.
 *
 * <p><b>States of a record.</b>
 *
 * <pre>
 *      the record is           the thread                                 left by
 *  T1  not yet in the table    has written what it holds                  enter: T2
 *  T2  in the table            acquires and releases nothing else; may    leave: T3
 *                              have just acquired the lock it waits for,
 *                              and is not yet known as its owner
 *  T3  out for ever            goes on
 * </pre>
 *
 * <p><b>Memory ordering.</b> A volatile write publishes a record. A searcher that finds the record
 * sees what the waiting thread wrote in T1, such as the locks that it owns. A release write and a
 * store fence remove it. A searcher that sees what the waiting thread wrote in T3 does not find the
 * record later, if it runs a fence between the two reads, see {@link DeadlockFinder}. A record may
 * stay in a lock's queue after T3. It forgets its thread then or just before.
 *
 * <p><b>Virtual threads</b> stay reachable while they wait.
 */
public final class WaitTable {

    private static final int PROBES = 4;
    private static final int FIRST_BITS = 10;
    private static final int SEGMENTS = 10;
    private static final int FIBONACCI = 0x9E3779B9;

    private static final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable WaitRecord>>
            ALL = new AtomicReferenceArray<>(SEGMENTS);

    /** The last segment. */
    private static volatile int top;

    static { // Links the calls, which allocates: a thread must be able to wait in a full heap.
        ALL.set(0, newSegment(0));
        WaitRecord rehearsal = new Rehearsal();
        boolean unused = publish(rehearsal);
        leave(rehearsal);
        LockNames.countWait(rehearsal);
        if (WatchOptions.WATCHED) {
            DeadlockWatch.load();
        }
    }

    private WaitTable() {}

    /** Loads this class, while there is memory for that. */
    public static void load() {}

    private static AtomicReferenceArray<@Nullable WaitRecord> newSegment(int number) {
        return new AtomicReferenceArray<>(1 << (FIRST_BITS + number));
    }

    /**
     * Called by the thread that is about to wait; throws nothing.
     *
     * @param mayFail whether the wait may be chosen to fail, to end a deadlock
     * @return null without memory or stack; then the wait is not recorded
     */
    public static <L> @Nullable WaitRecord enter(
            WaitFactory<L> factory,
            L lock,
            boolean interruptible,
            Deadline deadline,
            boolean mayFail) {
        try {
            WaitRecord wait = factory.create(lock);
            enter(wait, interruptible, deadline, mayFail);
            return wait;
        } catch (OutOfMemoryError | StackOverflowError e) {
            return null;
        }
    }

    /** The same for a given record. */
    public static void enter(
            WaitRecord wait, boolean interruptible, Deadline deadline, boolean mayFail) {
        wait.setProperties(interruptible, deadline != Deadline.NEVER, mayFail);
        try {
            if (wait.isForLock()) {
                LockNames.countWait(wait); // first: each recorded wait is counted
            }
            if (!publish(wait) && addSegment()) {
                boolean unused = publish(wait);
            }
            if (WatchOptions.WATCHED) {
                DeadlockWatch.ensureRunning();
            }
        } catch (OutOfMemoryError | StackOverflowError e) {
            return; // recorded or not: the wait goes on
        }
    }

    private static boolean publish(WaitRecord wait) {
        // not the thread's number: the program may override getId, and JDK 17 has nothing else
        int hash = System.identityHashCode(Thread.currentThread()) * FIBONACCI;
        for (int i = top; i >= 0; i--) {
            AtomicReferenceArray<@Nullable WaitRecord> segment = ALL.get(i);
            if (segment != null
                    && publish(wait, segment, hash >>> (Integer.SIZE - FIRST_BITS - i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean publish(
            WaitRecord wait, AtomicReferenceArray<@Nullable WaitRecord> segment, int start) {
        for (int i = 0; i < PROBES; i++) {
            int index = (start + i) & (segment.length() - 1);
            if (segment.get(index) == null) {
                wait.segment = segment;
                wait.index = index;
                if (segment.compareAndSet(index, null, wait)) { // T1 -> T2
                    return true;
                }
            }
        }
        wait.segment = null;
        return false;
    }

    private static boolean addSegment() {
        int next = top + 1;
        if (next == SEGMENTS) {
            return false;
        }
        ALL.compareAndSet(next, null, newSegment(next));
        top = next; // a late thread may set this back: no place is lost
        return true;
    }

    /** Called by the thread whose wait is over; throws nothing. */
    public static void leave(@Nullable WaitRecord wait) {
        AtomicReferenceArray<@Nullable WaitRecord> segment = wait == null ? null : wait.segment;
        if (wait != null && segment != null && segment.getPlain(wait.index) == wait) {
            segment.setRelease(wait.index, null); // T2 -> T3
            VarHandle.storeStoreFence();
        }
    }

    /** Whether the wait has not ended. */
    static boolean contains(WaitRecord wait) {
        AtomicReferenceArray<@Nullable WaitRecord> segment = wait.segment;
        return segment != null && segment.get(wait.index) == wait;
    }

    /** The present waits. */
    static List<WaitRecord> waits() {
        List<WaitRecord> waits = new ArrayList<>();
        for (int i = 0; i < SEGMENTS; i++) {
            AtomicReferenceArray<@Nullable WaitRecord> segment = ALL.get(i);
            for (int j = 0; segment != null && j < segment.length(); j++) {
                WaitRecord wait = segment.get(j);
                if (wait != null) {
                    waits.add(wait);
                }
            }
        }
        return waits;
    }

    /** The number of present waits for locks. */
    public static int size() {
        return (int) waits().stream().filter(WaitRecord::isForLock).count();
    }

    /** Of no lock. */
    private static final class Rehearsal extends WaitRecord {

        @Override
        protected Object lock() {
            return this;
        }

        @Override
        protected String mode() {
            return "rehearsal";
        }

        @Override
        protected void addHolders(Collection<Thread> to) {}
    }
}
