package org.furwock.futex.parking;

import org.jspecify.annotations.Nullable;

/**
 * One queue of a {@link ParkingLot}: waiters at all addresses that hash here, oldest first. Every
 * method but {@link #isEmpty()} is called with the bucket's monitor held. No thread parks with a
 * monitor held, so a virtual thread never leaves its carrier with one.
 */
final class Bucket {

    /** A waiter's place in a queue, at one key. */
    static final class Entry {
        final Waiter waiter;
        final int index;
        final int bitset;
        long key;
        @Nullable Entry previous;
        @Nullable Entry next;

        /**
         * The bucket that the entry is in; null before and after. Written under the bucket's
         * monitor.
         */
        volatile @Nullable Bucket bucket;

        Entry(Waiter waiter, int index, long key, int bitset) {
            this.waiter = waiter;
            this.index = index;
            this.key = key;
            this.bitset = bitset;
        }
    }

    /** Of two buckets, the one with the lower order is locked first. */
    final int order;

    /** The number of entries here, and of entries whose owners are deciding whether to wait. */
    private volatile int count;

    private @Nullable Entry head;
    private @Nullable Entry tail;

    Bucket(int order) {
        this.order = order;
    }

    /** The one read that a waker pays if there are no waiters. */
    boolean isEmpty() {
        return count == 0;
    }

    @Nullable Entry first() {
        return head;
    }

    /**
     * Announces an entry before its owner looks at the word. The write is volatile, and so is the
     * look: a waker that changed the word before it read a count of 0 is seen by the look.
     */
    void announce() {
        int increased = count + 1;
        count = increased;
    }

    void withdraw() {
        int decreased = count - 1;
        count = decreased;
    }

    /** Adds an announced entry at the end. */
    void append(Entry entry) {
        link(entry);
    }

    /**
     * Moves an entry to the end of another queue. Its field always names one of the two, so its
     * owner, which reads it without a lock in order to leave, never finds it in no bucket.
     */
    void moveTo(Bucket target, Entry entry) {
        unlink(entry);
        target.announce(); // first: a waker that looks at both must not find both empty
        withdraw();
        target.link(entry);
    }

    private void link(Entry entry) {
        Entry last = tail;
        entry.previous = last;
        entry.next = null;
        if (last == null) {
            head = entry;
        } else {
            last.next = entry;
        }
        tail = entry;
        entry.bucket = this;
    }

    /** Takes an entry out and takes back its announcement. */
    void remove(Entry entry) {
        unlink(entry);
        entry.bucket = null;
        withdraw();
    }

    private void unlink(Entry entry) {
        Entry before = entry.previous;
        Entry after = entry.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tail = before;
        } else {
            after.previous = before;
        }
    }
}
