package org.furwock.futex;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A futex out of nothing but a Java monitor, with its words on the heap: for model checkers, which
 * see through {@code synchronized}, {@code wait} and {@code notifyAll}, and neither into the kernel
 * nor through {@code park}.
 *
 * <p>All operations of {@link Futex} work on its words but priority inheritance and {@link
 * Futex#awaitAsync}. A wake of n wakes exactly n; nobody wakes for no reason. It picks the oldest
 * first, but no program may rely on that, for the kernel sorts by priority: a thread of a scenario
 * can {@link #reverse} the order at any moment, and the checker chooses the moment.
 *
 * <p><b>Algorithm.</b> One monitor guards the queues of all words. Who waits looks at the word,
 * enters its queue and waits on the monitor until a waker has taken it out; whoever gives up takes
 * itself out. Both happen with the monitor held, so one of them comes first.
 */
public final class MonitorFutex extends Engine {

    private static final MonitorFutex ENGINE = new MonitorFutex();

    private static final Object MONITOR = new Object();

    private static final ByteBuffer NO_MEMORY = ByteBuffer.allocate(0);

    private static final AtomicLong NEXT_ADDRESS = new AtomicLong(64);

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Whom to pick. Guarded by the monitor. */
    private static boolean youngestFirst;

    private MonitorFutex() {}

    /** From now on the oldest is picked first, as it is at the beginning. */
    public static void pickOldestFirst() {
        synchronized (MONITOR) {
            youngestFirst = false;
        }
    }

    /** Picks the youngest first where it was the oldest, and the other way round. */
    public static void reverse() {
        synchronized (MONITOR) {
            youngestFirst = !youngestFirst;
        }
    }

    /** A new word with the value 0. */
    public static FutexWord newWord() {
        return new HeapWord(NEXT_ADDRESS.getAndAdd(64));
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
                places[i] = new Place(this, i, (HeapWord) words[i]);
            }
        }

        boolean isAsleep() {
            return woken == NONE;
        }

        void leave() {
            for (Place place : places) {
                place.word.queue.remove(place);
            }
        }
    }

    /** Where a thread stands for one of its words; a requeue changes the word. */
    private static final class Place {
        final Waiter waiter;
        final int index;
        HeapWord word;

        Place(Waiter waiter, int index, HeapWord word) {
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
        return ((HeapWord) word).queue;
    }

    @Override
    String name() {
        return "monitor";
    }

    // Waiting.

    @Override
    WaitResult await(
            FutexWord word,
            int expected,
            int bitset,
            boolean interruptible,
            long deadline,
            boolean realtime) {
        Waiter waiter = new Waiter(new FutexWord[] {word}, bitset);
        return sleep(waiter, new int[] {expected}, interruptible, deadline, realtime).result();
    }

    @Override
    WaitResult awaitNanos(FutexWord word, int expected, long timeoutNanos) {
        long deadline = Deadline.nanoTimeAfter(timeoutNanos);
        return await(word, expected, Futex.MATCH_ANY, false, deadline, false);
    }

    @Override
    WaitAnyResult awaitAny(
            FutexWord[] words,
            int[] expected,
            boolean interruptible,
            long deadline,
            boolean realtime) {
        Waiter waiter = new Waiter(words, Futex.MATCH_ANY);
        return sleep(waiter, expected, interruptible, deadline, realtime);
    }

    private static WaitAnyResult sleep(
            Waiter waiter, int[] expected, boolean interruptible, long deadline, boolean realtime) {
        boolean interrupted = false;
        WaitResult reason = WaitResult.WOKEN;
        synchronized (MONITOR) {
            for (Place place : waiter.places) {
                if (place.word.get() != expected[place.index]) {
                    return WaitAnyResult.of(WaitResult.VALUE_CHANGED);
                }
            }
            for (Place place : waiter.places) {
                place.word.queue.add(place);
            }
            while (waiter.isAsleep() && reason == WaitResult.WOKEN) {
                if (deadline != Deadline.NEVER_NANOS && remaining(deadline, realtime) <= 0) {
                    reason = WaitResult.TIMED_OUT;
                } else if (interrupted && interruptible) {
                    reason = WaitResult.INTERRUPTED;
                } else {
                    interrupted |= !waitOnMonitor(deadline, realtime);
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
    private static boolean waitOnMonitor(long deadline, boolean realtime) {
        try {
            if (deadline == Deadline.NEVER_NANOS) {
                MONITOR.wait();
            } else {
                // Rounded up, so that nobody spins through the last millisecond.
                // The deadline may have passed since the look at it.
                MONITOR.wait(Math.max(remaining(deadline, realtime), 0) / NANOS_PER_MILLI + 1);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static long remaining(long deadline, boolean realtime) {
        if (!realtime) {
            return deadline - System.nanoTime();
        }
        Instant now = Instant.now();
        return deadline - (now.getEpochSecond() * 1_000_000_000L + now.getNano());
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
                place.word = (HeapWord) to;
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

    // What it does not have.

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

    @Override
    PiLockResult lockPi(FutexWord word, long deadline, boolean realtime) {
        throw unsupported("priority inheritance");
    }

    @Override
    PiLockResult lockPi2(FutexWord word, long deadline, boolean realtime) {
        throw unsupported("priority inheritance");
    }

    @Override
    PiLockResult tryLockPi(FutexWord word) {
        throw unsupported("priority inheritance");
    }

    @Override
    PiUnlockResult unlockPi(FutexWord word) {
        throw unsupported("priority inheritance");
    }

    @Override
    int threadId() {
        throw unsupported("priority inheritance");
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException("the monitor-based futex has no " + what);
    }

    /** A word on the heap; each access is at least as strong as its name says. */
    static final class HeapWord extends FutexWord {

        private final AtomicInteger value = new AtomicInteger();

        /** Guarded by the monitor. */
        private final List<Place> queue = new ArrayList<>();

        HeapWord(long address) {
            super(ENGINE, FutexScope.PRIVATE, NO_MEMORY, 0, address, false);
        }

        @Override
        public int get() {
            return value.get();
        }

        @Override
        public void set(int newValue) {
            value.set(newValue);
        }

        @Override
        public int getPlain() {
            return value.getPlain();
        }

        @Override
        public void setPlain(int newValue) {
            value.setPlain(newValue);
        }

        @Override
        public int getOpaque() {
            return value.getOpaque();
        }

        @Override
        public void setOpaque(int newValue) {
            value.setOpaque(newValue);
        }

        @Override
        public int getAcquire() {
            return value.getAcquire();
        }

        @Override
        public void setRelease(int newValue) {
            value.setRelease(newValue);
        }

        @Override
        public boolean compareAndSet(int expected, int newValue) {
            return value.compareAndSet(expected, newValue);
        }

        @Override
        public boolean weakCompareAndSet(int expected, int newValue) {
            return value.compareAndSet(expected, newValue);
        }

        @Override
        public boolean weakCompareAndSetAcquire(int expected, int newValue) {
            return value.compareAndSet(expected, newValue);
        }

        @Override
        public boolean weakCompareAndSetRelease(int expected, int newValue) {
            return value.compareAndSet(expected, newValue);
        }

        @Override
        public boolean weakCompareAndSetPlain(int expected, int newValue) {
            return value.compareAndSet(expected, newValue);
        }

        @Override
        public int compareAndExchange(int expected, int newValue) {
            return value.compareAndExchange(expected, newValue);
        }

        @Override
        public int getAndSet(int newValue) {
            return value.getAndSet(newValue);
        }

        @Override
        public int getAndSetAcquire(int newValue) {
            return value.getAndSet(newValue);
        }

        @Override
        public int getAndSetRelease(int newValue) {
            return value.getAndSet(newValue);
        }

        @Override
        public int getAndAdd(int delta) {
            return value.getAndAdd(delta);
        }

        @Override
        public int getAndBitwiseOr(int mask) {
            int old;
            do {
                old = value.get();
            } while (!value.compareAndSet(old, old | mask));
            return old;
        }

        @Override
        public int getAndBitwiseAnd(int mask) {
            int old;
            do {
                old = value.get();
            } while (!value.compareAndSet(old, old & mask));
            return old;
        }

        @Override
        public int getAndBitwiseXor(int mask) {
            int old;
            do {
                old = value.get();
            } while (!value.compareAndSet(old, old ^ mask));
            return old;
        }
    }
}
