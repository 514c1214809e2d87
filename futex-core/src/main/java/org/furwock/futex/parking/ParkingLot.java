package org.furwock.futex.parking;

import java.util.function.IntPredicate;
import org.furwock.futex.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Waiting and waking by address in plain Java: the counterpart of the kernel's futex queues, for
 * waiters that must not sleep in the kernel and for systems without futexes.
 *
 * <p><b>Source.</b> The interface is that of WebKit's and Rust's parking lots: a waiter gives a
 * condition, which is evaluated while its queue is locked, so no wake can come between the look at
 * the word and the queueing.
 *
 * <p><b>Wake rule.</b> A waker first changes the word, then reads the count of the bucket. Either
 * the count is above 0: the waker takes the bucket's monitor and finds the waiter queued, or finds
 * that the waiter has left. Or the count is 0: the waiter has not announced itself yet, and its
 * look at the word sees the change. (Count and word are accessed with volatile semantics, and the
 * waker runs a full fence before {@link #isVacant}.)
 *
 * <p><b>No wake is lost by giving up.</b> A waiter gives up by a compare-and-set that competes with
 * the waker's. If the waker wins, the waiter reports the wake, even if it was also interrupted or
 * timed out. If the waiter wins, the waker goes on to the next waiter.
 *
 * <p><b>Memory ordering.</b> What was written before a wake is visible after it: the waiter's state
 * is volatile.
 */
public final class ParkingLot {

    /** The condition did not hold: nothing was done. */
    public static final int INVALID = -1;

    /** The deadline passed. */
    public static final int TIMED_OUT = -2;

    /** The thread was interrupted; its status is still set. */
    public static final int INTERRUPTED = -3;

    private static final int ALL_BITS = -1;

    private static final int BUCKETS = 256;

    // A prime near 2^64 / phi: neighbouring words fall into different buckets.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Bucket[] buckets = new Bucket[BUCKETS];

    /** An empty parking lot. */
    public ParkingLot() {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new Bucket(i);
        }
        boolean unused = new ParkedThread().cancel(); // links the call, which allocates
    }

    private Bucket bucket(long key) {
        return buckets[(int) ((key * SPREAD) >>> 56)];
    }

    /** Whether this key certainly has no waiters. The caller runs a full fence before. */
    public boolean isVacant(long key) {
        return bucket(key).isEmpty();
    }

    /** The number of waiters at this key. */
    public int waiters(long key) {
        Bucket bucket = bucket(key);
        int found = 0;
        synchronized (bucket) {
            for (Bucket.Entry e = bucket.first(); e != null; e = e.next) {
                found += e.key == key && e.waiter.isWaiting() ? 1 : 0;
            }
        }
        return found;
    }

    /**
     * Parks the calling thread at each of the keys until it is woken at one.
     *
     * @param keys where to wait
     * @param bitset a wake must have one of these bits
     * @param condition says for an index whether to wait; evaluated with the queue locked
     * @param interruptible whether an interrupt ends the wait
     * @param deadline when to give up
     * @return the index of the key that was woken, or one of the negative constants
     */
    public int park(
            long[] keys,
            int bitset,
            IntPredicate condition,
            boolean interruptible,
            Deadline deadline) {
        ParkedThread waiter = new ParkedThread();
        Bucket.Entry[] entries = enter(keys, bitset, condition, waiter);
        if (entries == null) {
            return waiter.outcome() >= 0 ? waiter.outcome() : INVALID;
        }
        int reason;
        try {
            reason = waiter.sleep(interruptible, deadline);
        } finally {
            giveUp(waiter, entries); // also if the sleep threw: it would use up the next wake
        }
        return waiter.outcome() >= 0 ? waiter.outcome() : reason;
    }

    /**
     * Queues a callback at a key.
     *
     * @return cancels the wait; null if the condition did not hold
     */
    public @Nullable Cancellation enlist(
            long key, int bitset, IntPredicate condition, Waiter waiter) {
        Bucket.Entry[] entries = enter(new long[] {key}, bitset, condition, waiter);
        if (entries == null) {
            return null;
        }
        return () -> {
            boolean first = waiter.cancel();
            leave(entries);
            return first;
        };
    }

    /** How an enlisted callback gives up. */
    @FunctionalInterface
    public interface Cancellation {

        /** Removes the callback; false if it had been woken before. */
        boolean cancel();
    }

    /** Queues the waiter at all keys, or, if it need not wait, at none. */
    private Bucket.Entry @Nullable [] enter(
            long[] keys, int bitset, IntPredicate condition, Waiter waiter) {
        Bucket.Entry[] entries = new Bucket.Entry[keys.length];
        for (int i = 0; i < keys.length; i++) {
            entries[i] = new Bucket.Entry(waiter, i, keys[i], bitset);
        }
        int queued = 0;
        try {
            while (queued < keys.length && enter(entries[queued], condition)) {
                queued++;
            }
        } finally {
            if (queued < keys.length) { // also if the condition threw
                giveUp(waiter, entries);
            }
        }
        return queued < keys.length ? null : entries;
    }

    private static void giveUp(Waiter waiter, Bucket.Entry[] entries) {
        boolean unused = waiter.cancel();
        leave(entries);
    }

    private boolean enter(Bucket.Entry entry, IntPredicate condition) {
        Bucket bucket = bucket(entry.key);
        synchronized (bucket) {
            bucket.announce();
            boolean wait = false;
            try {
                wait = condition.test(entry.index);
            } finally {
                if (!wait) {
                    bucket.withdraw();
                }
            }
            if (wait) {
                bucket.append(entry);
            }
            return wait;
        }
    }

    /**
     * Removes the entries that are still queued; one of them may be on its way from one bucket to
     * another.
     */
    private static void leave(Bucket.Entry[] entries) {
        for (Bucket.Entry entry : entries) {
            Bucket bucket;
            while ((bucket = entry.bucket) != null) {
                synchronized (bucket) {
                    if (entry.bucket == bucket) {
                        bucket.remove(entry);
                    }
                }
            }
        }
    }

    /** Wakes the oldest waiters at the key whose bits overlap, and returns how many. */
    public int unpark(long key, int count, int bitset) {
        Bucket bucket = bucket(key);
        Woken woken = new Woken();
        int resumed = 0;
        do { // again, for each waiter that has no use for its wake
            synchronized (bucket) {
                woken.take(bucket, key, count - resumed, bitset);
            }
            resumed += woken.resume();
        } while (woken.refused > 0);
        return resumed;
    }

    /** Waiters that were taken out of queues, to be resumed when no lock is held. */
    private static final class Woken {

        private @Nullable Waiter first;
        private @Nullable Waiter last;

        /** How many waiters of the last {@link #resume} had no use for the wake. */
        private int refused;

        void take(Bucket bucket, long key, int count, int bitset) {
            int taken = 0;
            Bucket.Entry next;
            for (Bucket.Entry e = bucket.first(); e != null && taken < count; e = next) {
                next = e.next;
                if (e.key == key && (e.bitset & bitset) != 0) {
                    bucket.remove(e);
                    if (e.waiter.wake(e.index)) {
                        add(e.waiter);
                        taken++;
                    }
                }
            }
        }

        private void add(Waiter waiter) {
            if (last == null) {
                first = waiter;
            } else {
                last.nextWoken = waiter;
            }
            last = waiter;
        }

        /** Returns how many had a use for the wake. */
        int resume() {
            int resumed = 0;
            refused = 0;
            Waiter next = first;
            first = null;
            last = null;
            while (next != null) {
                Waiter waiter = next;
                next = waiter.nextWoken;
                waiter.nextWoken = null;
                if (waiter.resume()) {
                    resumed++;
                } else {
                    refused++;
                }
            }
            return resumed;
        }
    }

    /**
     * What {@link #requeue} did.
     *
     * @param woken how many were woken here
     * @param requeued how many were moved here
     * @param others what the caller's part returned
     */
    public record Moved(int woken, int requeued, int others) {}

    /** The caller's part of a requeue, which runs while both queues are locked. */
    @FunctionalInterface
    public interface Others {

        /** Does the caller's part; returns how many to wake and to move here. */
        Share share();
    }

    /**
     * How many to wake and to move here, after the caller has done its part.
     *
     * @param wake how many to wake
     * @param requeue how many to move
     * @param others the value for {@link Moved#others}
     */
    public record Share(int wake, int requeue, int others) {

        /** The condition did not hold: do nothing. */
        public static final Share NONE = new Share(INVALID, 0, 0);
    }

    /**
     * Wakes the oldest waiters at one key and moves the next ones to another, in one step as far as
     * users of the two keys can see.
     *
     * @return what was done, or null if the share was {@link Share#NONE}
     */
    public @Nullable Moved requeue(long from, long to, Others others) {
        Bucket source = bucket(from);
        Bucket target = bucket(to);
        Bucket first = source.order <= target.order ? source : target;
        Bucket second = first == source ? target : source;
        Woken woken = new Woken();
        int moved;
        Share share;
        synchronized (first) {
            synchronized (second) {
                share = others.share();
                if (share.equals(Share.NONE)) {
                    return null;
                }
                woken.take(source, from, share.wake, ALL_BITS);
                moved = move(source, from, target, to, share.requeue);
            }
        }
        int resumed = woken.resume();
        if (woken.refused > 0) {
            int left = woken.refused;
            int here = unpark(from, left, ALL_BITS);
            resumed += here + (here < left ? unpark(to, left - here, ALL_BITS) : 0);
        }
        return new Moved(resumed, moved, share.others);
    }

    private static int move(Bucket source, long from, Bucket target, long to, int count) {
        int moved = 0;
        Bucket.Entry next;
        for (Bucket.Entry e = source.first(); e != null && moved < count; e = next) {
            next = e.next;
            if (e.key == from && e.waiter.isWaiting()) {
                moved++;
                if (from != to) {
                    e.key = to;
                    source.moveTo(target, e);
                }
            }
        }
        return moved;
    }
}
