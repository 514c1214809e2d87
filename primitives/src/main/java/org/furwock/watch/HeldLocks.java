package org.furwock.watch;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.furwock.futex.lowlevel.PerThread;
import org.jspecify.annotations.Nullable;

/**
 * The ordered locks that one thread holds, in the order of acquisition. Only this thread uses it.
 * It refers to the thread weakly, as {@link PerThread} requires.
 *
 * <p>A lock keeps a reference to the HeldLocks of the last thread that asked. So a thread that
 * locks and unlocks looks up its HeldLocks once. The reference is a hint, written and read plainly.
 * A thread uses it only if it refers to this thread: then this thread has made it.
 */
final class HeldLocks extends WeakReference<Thread> {

    private static final PerThread<HeldLocks> CURRENT = new PerThread<>(HeldLocks::new);

    private static final int FIRST_SIZE = 16;

    private @Nullable OrderedLock[] locks = new @Nullable OrderedLock[FIRST_SIZE];
    private int[] reads = new int[FIRST_SIZE];
    private int size;

    /** Whether the thread is making a report. Locks that the report acquires are not checked. */
    boolean isReporting;

    private HeldLocks() {
        super(Thread.currentThread());
    }

    static HeldLocks current() {
        return CURRENT.get();
    }

    /**
     * The HeldLocks of the calling thread, which asks for, has acquired or is about to release the
     * lock.
     */
    static HeldLocks current(OrderedLock lock) {
        HeldLocks last = lock.lastHolder;
        if (last == null || !last.refersTo(Thread.currentThread())) {
            last = CURRENT.get();
            lock.lastHolder = last;
        }
        return last;
    }

    int size() {
        return size;
    }

    /** The lock at a place; null if the place is not in use. */
    @Nullable OrderedLock get(int place) {
        return locks[place];
    }

    boolean contains(OrderedLock lock) {
        for (int i = size - 1; i >= 0; i--) {
            if (locks[i] == lock) {
                return true;
            }
        }
        return false;
    }

    void addWrite(OrderedLock lock) {
        add(lock, 0);
    }

    /** Adds one read hold. */
    void addRead(OrderedLock lock) {
        int place = place(lock, true);
        if (place >= 0) {
            reads[place]++;
        } else {
            add(lock, 1);
        }
    }

    private void add(OrderedLock lock, int holds) {
        if (size == locks.length) {
            int[] longer = Arrays.copyOf(reads, 2 * size);
            locks = Arrays.copyOf(locks, 2 * size);
            reads = longer;
        }
        locks[size] = lock;
        reads[size] = holds;
        size++;
    }

    void removeWrite(OrderedLock lock) {
        remove(place(lock, false));
    }

    /** Subtracts one read hold. */
    void removeRead(OrderedLock lock) {
        int place = place(lock, true);
        if (place >= 0) {
            reads[place]--;
            if (reads[place] == 0) {
                remove(place);
            }
        }
    }

    /** The place of the last such hold; negative if there is none, for want of memory. */
    private int place(OrderedLock lock, boolean read) {
        int place = size - 1;
        while (place >= 0 && (locks[place] != lock || reads[place] > 0 != read)) {
            place--;
        }
        return place;
    }

    private void remove(int place) {
        if (place >= 0) {
            size--;
            System.arraycopy(locks, place + 1, locks, place, size - place);
            System.arraycopy(reads, place + 1, reads, place, size - place);
            locks[size] = null;
        }
    }
}
