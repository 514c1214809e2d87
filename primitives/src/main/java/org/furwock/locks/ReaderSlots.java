package org.furwock.locks;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ReaderSlot}s of one lock: a table of fixed size. The first threads that ask get a
 * slot; other threads get one when those have ended.
 *
 * <p>A thread finds its slot by its number, at one of {@value #PROBES} places. A subclass may
 * override {@link Thread#getId()}, and numbers are not unique then. So the number is a hint, and
 * the slot's reference to the thread decides.
 *
 * <p><b>Memory ordering.</b> A thread looks for its own slot only, and has put it there itself. So
 * it reads the places plainly. Writers read {@code all}, which is volatile, after a fence.
 */
final class ReaderSlots {

    private static final int PROBES = 4;

    static final int SIZE =
            Math.max(64, Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors()));

    /** A place is written in {@link #claim}, by the thread that looks for its slot there. */
    final @Nullable ReaderSlot[] places = new @Nullable ReaderSlot[SIZE];

    /** The slots in use, for writers; replaced as a whole. */
    private volatile ReaderSlot[] all = {};

    /** Called by the thread itself. */
    static @Nullable ReaderSlot find(@Nullable ReaderSlot[] places, Thread me) {
        ReaderSlot first = places[place(me, 0)];
        return first != null && first.refersTo(me) ? first : findFurther(places, me);
    }

    private static @Nullable ReaderSlot findFurther(@Nullable ReaderSlot[] places, Thread me) {
        for (int i = 1; i < PROBES; i++) {
            ReaderSlot slot = places[place(me, i)];
            if (slot != null && slot.refersTo(me)) {
                return slot;
            }
        }
        return null;
    }

    private static int place(Thread thread, int probe) {
        return ((int) thread.getId() + probe) & (SIZE - 1);
    }

    /** Called by a thread without a slot: a new one, or null if there is no room. */
    @Nullable ReaderSlot claim(Thread me) {
        synchronized (places) {
            for (int i = 0; i < PROBES; i++) {
                int place = place(me, i);
                ReaderSlot old = places[place];
                if (old == null || old.isAbandoned()) {
                    ReaderSlot slot = new ReaderSlot(me);
                    all = replaced(old, slot); // before its thread can find it
                    places[place] = slot;
                    return slot;
                }
            }
            return null;
        }
    }

    private ReaderSlot[] replaced(@Nullable ReaderSlot old, ReaderSlot slot) {
        ReaderSlot[] now = all;
        ReaderSlot[] next = Arrays.copyOf(now, old == null ? now.length + 1 : now.length);
        int place = old == null ? now.length : Arrays.asList(now).indexOf(old);
        next[place] = slot;
        return next;
    }

    /** Whether a thread holds the lock by its slot. Called by a writer, after a fence. */
    boolean isAnyHeld() {
        for (ReaderSlot slot : all) {
            if (slot.seenHolds() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * How often threads have acquired the lock by their slots. The number is approximate, and
     * wraps.
     */
    int acquisitions() {
        int sum = 0;
        for (ReaderSlot slot : all) {
            sum += slot.acquisitions;
        }
        return sum;
    }

    /** The number of holds that the count does not include. */
    int uncountedHolds() {
        int sum = 0;
        for (ReaderSlot slot : all) {
            int holds = slot.isSuspended ? 0 : slot.seenHolds();
            sum += holds >= 0 ? holds : -holds - 1;
        }
        return sum;
    }

    /** Adds the threads that hold the lock, and have a slot. */
    void addHolders(Collection<Thread> to) {
        for (ReaderSlot slot : all) {
            Thread thread = slot.seenHolds() != 0 && !slot.isSuspended ? slot.get() : null;
            if (thread != null) {
                to.add(thread);
            }
        }
    }

    /** The number of slots in use. */
    int size() {
        return all.length;
    }
}
