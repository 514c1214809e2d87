package org.furwock.sync;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ReaderRecord}s of one lock: a table of fixed size, open to the first threads that
 * come, and to others when those have ended.
 *
 * <p>A thread is found by its number, at one of {@value #PROBES} places. A number is not unique
 * where somebody has overridden {@link Thread#getId()}: it is a hint, the reference decides.
 *
 * <p><b>Memory ordering.</b> A thread looks for its own record alone, which it has put there
 * itself: it reads the places plainly. Writers read them as volatile, after a fence of their own.
 */
final class ReaderRecords {

    private static final int PROBES = 4;

    static final int SIZE =
            Math.max(64, Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors()));

    private final @Nullable ReaderRecord[] slots = new @Nullable ReaderRecord[SIZE];

    /** Those in the slots, for writers; replaced as a whole. */
    private volatile ReaderRecord[] all = {};

    /** By the thread itself. */
    @Nullable ReaderRecord find(Thread me) {
        int place = place(me, 0);
        ReaderRecord first = slots[place];
        return first != null && first.refersTo(me) ? first : findFurther(me);
    }

    private @Nullable ReaderRecord findFurther(Thread me) {
        for (int i = 1; i < PROBES; i++) {
            ReaderRecord record = slots[place(me, i)];
            if (record != null && record.refersTo(me)) {
                return record;
            }
        }
        return null;
    }

    private int place(Thread thread, int probe) {
        return ((int) thread.getId() + probe) & (slots.length - 1);
    }

    /** By the thread itself, which has none: a record, if there is room. */
    @Nullable ReaderRecord claim(Thread me) {
        synchronized (slots) {
            for (int i = 0; i < PROBES; i++) {
                int place = place(me, i);
                ReaderRecord old = slots[place];
                if (old == null || old.isAbandoned()) {
                    ReaderRecord record = new ReaderRecord(me);
                    all = replaced(old, record); // before its thread can find it
                    slots[place] = record;
                    return record;
                }
            }
            return null;
        }
    }

    private ReaderRecord[] replaced(@Nullable ReaderRecord old, ReaderRecord record) {
        ReaderRecord[] now = all;
        ReaderRecord[] next = Arrays.copyOf(now, old == null ? now.length + 1 : now.length);
        int place = old == null ? now.length : Arrays.asList(now).indexOf(old);
        next[place] = record;
        return next;
    }

    /** Whether a thread has the lock by its record. By a writer, after a fence. */
    boolean isAnyHeld() {
        for (ReaderRecord record : all) {
            if (record.seenHolds() > 0) {
                return true;
            }
        }
        return false;
    }

    /** How often threads have got the lock by their records; about, and it wraps. */
    int entries() {
        int sum = 0;
        for (ReaderRecord record : all) {
            sum += record.entries;
        }
        return sum;
    }

    /** How many holds there are that the count does not know of. */
    int uncountedHolds() {
        int sum = 0;
        for (ReaderRecord record : all) {
            int holds = record.seenHolds();
            sum += holds >= 0 ? holds : -holds - 1;
        }
        return sum;
    }

    /** How many records there are. */
    int size() {
        return all.length;
    }
}
