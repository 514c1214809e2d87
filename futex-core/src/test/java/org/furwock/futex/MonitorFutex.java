package org.furwock.futex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A futex on a Java monitor, with its words on the heap: for model checkers, which understand
 * {@code synchronized}, {@code wait} and {@code notifyAll}, but neither the kernel nor {@code
 * park}.
 *
 * <p>All operations of {@link Futex} work on its words, except for priority inheritance and {@link
 * Futex#awaitAsync}. A wake of n wakes exactly n waiters; there are no spurious wake-ups. It picks
 * the oldest first. No program may rely on that, because the kernel sorts by priority. So a thread
 * of a scenario can {@link #reverse} the order at any moment, and the checker chooses the moment.
 *
 * <p><b>Algorithm.</b> One monitor guards the queues of all words. A waiter reads the word, enters
 * its queue, and waits on the monitor until a waker has removed it. A waiter that gives up removes
 * itself. Both happen with the monitor held, so one of them comes first.
 */
public final class MonitorFutex extends Engine {

    private static final Object MONITOR = new Object();

    private static final AtomicLong NEXT_ADDRESS = new AtomicLong(64);

    private static final ByteBuffer NO_MEMORY = ByteBuffer.allocate(0);

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** The order in which waiters are picked. Guarded by the monitor. */
    private static boolean youngestFirst;

    /** The sleepers at the word of this engine. Guarded by the monitor. */
    private final List<Place> queue = new ArrayList<>();

    private MonitorFutex() {}

    /** From now on the oldest is picked first, as at the beginning. */
    public static void pickOldestFirst() {
        synchronized (MONITOR) {
            youngestFirst = false;
        }
    }

    /** Reverses the order: the youngest is picked first instead of the oldest, or the opposite. */
    public static void reverse() {
        synchronized (MONITOR) {
            youngestFirst = !youngestFirst;
        }
    }

    /** A new word with the value 0. */
    public static FutexWord newWord() {
        MonitorFutex engine = new MonitorFutex();
        long address = NEXT_ADDRESS.getAndAdd(64);
        FutexWord word =
                new FutexWord(engine, FutexScope.PRIVATE, NO_MEMORY, 0, address, false, null);
        word.model = new HeapMemory();
        return word;
    }

    /** One thread, and its places in the queues of the words that it waits for. */
    private static final class Waiter {
        static final int NONE = -1;

        final Place[] places;
        final int bitset;
        int woken = NONE;

        Waiter(FutexWord[] words, int bitset) {
            this.bitset = bitset;
            places = new Place[words.length];
            for (int i = 0; i < words.length; i++) {
                places[i] = new Place(this, i, words[i]);
            }
        }

        boolean isAsleep() {
            return woken == NONE;
        }

        void leave() {
            for (Place place : places) {
                queue(place.word).remove(place);
            }
        }
    }

    /** The place of a thread in the queue of one word; a requeue changes the word. */
    private static final class Place {
        final Waiter waiter;
        final int index;
        FutexWord word;

        Place(Waiter waiter, int index, FutexWord word) {
            this.waiter = waiter;
            this.index = index;
            this.word = word;
        }
    }

    /** A copy, in the order in which they are picked. */
    private static List<Place> picks(FutexWord word) {
        List<Place> picks = new ArrayList<>(queue(word));
        if (youngestFirst) {
            Collections.reverse(picks);
        }
        return picks;
    }

    private static List<Place> queue(FutexWord word) {
        return ((MonitorFutex) word.engine()).queue;
    }

    /** All words meet in one monitor. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MonitorFutex;
    }

    @Override
    public int hashCode() {
        return MonitorFutex.class.hashCode();
    }

    @Override
    String name() {
        return "monitor";
    }

    // Waiting.

    @Override
    WaitResult await(FutexWord word, int expected, Deadline deadline, WaitOptions options) {
        Waiter waiter = new Waiter(new FutexWord[] {word}, options.bitset());
        return sleep(waiter, new int[] {expected}, deadline, options.interruptible()).result();
    }

    @Override
    WaitResult awaitNanos(FutexWord word, int expected, long timeoutNanos, WaitOptions options) {
        return await(word, expected, Deadline.afterNanos(timeoutNanos), options);
    }

    @Override
    WaitAnyResult awaitAny(
            FutexWord[] words, int[] expected, Deadline deadline, boolean interruptible) {
        Waiter waiter = new Waiter(words, Futex.MATCH_ANY);
        return sleep(waiter, expected, deadline, interruptible);
    }

    private static WaitAnyResult sleep(
            Waiter waiter, int[] expected, Deadline deadline, boolean interruptible) {
        boolean interrupted = false;
        WaitResult reason = WaitResult.WOKEN;
        synchronized (MONITOR) {
            for (Place place : waiter.places) {
                if (place.word.get() != expected[place.index]) {
                    return WaitAnyResult.of(WaitResult.VALUE_CHANGED);
                }
            }
            for (Place place : waiter.places) {
                queue(place.word).add(place);
            }
            while (waiter.isAsleep() && reason == WaitResult.WOKEN) {
                if (deadline.isOver()) {
                    reason = WaitResult.TIMED_OUT;
                } else if (interrupted && interruptible) {
                    reason = WaitResult.INTERRUPTED;
                } else {
                    interrupted |= !waitOnMonitor(deadline);
                }
            }
            waiter.leave();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return waiter.isAsleep() ? WaitAnyResult.of(reason) : WaitAnyResult.woken(waiter.woken);
    }

    /** False if the wait was interrupted; the status is not set then. */
    private static boolean waitOnMonitor(Deadline deadline) {
        try {
            if (deadline == Deadline.NEVER) {
                MONITOR.wait();
            } else {
                // Rounded up, so that the thread does not spin through the last millisecond.
                // The deadline may have passed since the last test of it.
                MONITOR.wait(Math.max(deadline.remainingNanos(), 0) / NANOS_PER_MILLI + 1);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    // Waking.

    @Override
    int wake(FutexWord word, int count, int bitset) {
        synchronized (MONITOR) {
            return take(word, count, bitset);
        }
    }

    private static int take(FutexWord word, int count, int bitset) {
        int woken = 0;
        Iterator<Place> queued = picks(word).iterator();
        while (woken < count && queued.hasNext()) {
            Place place = queued.next();
            Waiter waiter = place.waiter;
            if (waiter.isAsleep() && (waiter.bitset & bitset) != 0) {
                waiter.woken = place.index;
                waiter.leave();
                woken++;
            }
        }
        if (woken > 0) {
            MONITOR.notifyAll();
        }
        return woken;
    }

    @Override
    RequeueResult requeue(FutexWord from, FutexWord to, int wake, int requeue) {
        synchronized (MONITOR) {
            return RequeueResult.of(take(from, wake, Futex.MATCH_ANY), move(from, to, requeue));
        }
    }

    @Override
    RequeueResult cmpRequeue(FutexWord from, int expected, FutexWord to, int wake, int requeue) {
        synchronized (MONITOR) {
            return from.get() == expected
                    ? RequeueResult.of(take(from, wake, Futex.MATCH_ANY), move(from, to, requeue))
                    : RequeueResult.changed();
        }
    }

    private static int move(FutexWord from, FutexWord to, int count) {
        int moved = 0;
        Iterator<Place> queued = picks(from).iterator();
        while (moved < count && queued.hasNext()) {
            Place place = queued.next();
            if (from != to) {
                queue(from).remove(place);
                queue(to).add(place);
                place.word = to;
            }
            moved++;
        }
        return moved;
    }

    @Override
    int wakeOp(FutexWord word, int wake, FutexWord second, int wakeSecond, WakeOp op) {
        synchronized (MONITOR) {
            int old;
            do {
                old = second.get();
            } while (!second.compareAndSet(old, op.apply(old)));
            int woken = take(word, wake, Futex.MATCH_ANY);
            return op.test(old) ? woken + take(second, wakeSecond, Futex.MATCH_ANY) : woken;
        }
    }

    @Override
    int sleepers(FutexWord word) {
        synchronized (MONITOR) {
            return queue(word).size();
        }
    }

    // Unsupported operations.

    @Override
    long addressOf(ByteBuffer direct) {
        throw unsupported("memory outside the heap");
    }

    @Override
    ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes);
    }

    @Override
    ByteBuffer view(long address, int size) {
        throw unsupported("memory outside the heap");
    }

    @Override
    boolean isReadable(long address) {
        throw unsupported("memory outside the heap");
    }

    @Override
    CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected) {
        throw unsupported("waiting without a thread");
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException("the monitor-based futex has no " + what);
    }
}
