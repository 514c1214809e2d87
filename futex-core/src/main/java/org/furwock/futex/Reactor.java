package org.furwock.futex;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.Errno;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.lowlevel.Helpers;
import org.furwock.futex.parking.ParkedThread;
import org.furwock.futex.parking.ParkingLot.Cancellation;
import org.furwock.futex.parking.Time;
import org.furwock.futex.parking.Waiter;

/**
 * Platform threads that sleep in the kernel on SHARED words on behalf of virtual threads and
 * futures: the successor of FUTEX_FD. One of them sleeps in {@code futex_waitv} on a control word
 * and up to {@value #CAPACITY} others; there are as many as it takes.
 *
 * <p><b>Delegates.</b> Where {@code futex_waitv} cannot serve, a waiter gets a platform thread of
 * its own: if it waits with a bitset, which the call does not have, and if the kernel does not have
 * the call, or a filter refuses it. If it is refused while a loop's waiters sleep, they all look
 * again.
 *
 * <p><b>No wake is swallowed.</b> The kernel says which of a sleeper's words was woken
 * <em>last</em>, by index. Words behind it were not woken. Words before it may have been, and each
 * such wake is used up, so all of them are reported as woken: a spurious wake costs a look, a lost
 * one hangs. A wake for somebody who gave up meanwhile is passed on, to all sleepers of the word,
 * because the bits that it was meant for are not known any more.
 *
 * <p><b>Changing the set.</b> Whoever adds or removes a waiter changes the control word and wakes
 * it. The loop reads the control word before it looks at the set, so a change is either seen or
 * makes the kernel refuse to sleep. While the loop is not asleep, nobody sleeps for its waiters;
 * when it goes back, the kernel compares every word with its expected value again.
 */
final class Reactor {

    private static final int CAPACITY = Abi.WAITV_MAX - 1;

    /** How long a loop without waiters stays: then it ends, so that it keeps no class loader. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

    /** Outcomes of a {@link Waiter}; an error number stands above {@link #FAILED}. */
    private static final int WOKEN = 0;

    private static final int CHANGED = 1;
    private static final int SPURIOUS = 2;
    private static final int FAILED = 16;

    private final KernelFutex kernel;
    private final KernelEngine engine;
    private final List<Loop> loops = new ArrayList<>();
    private int started;

    Reactor(KernelFutex kernel, KernelEngine engine) {
        this.kernel = kernel;
        this.engine = engine;
    }

    WaitResult await(FutexWord word, int expected, int bitset, boolean interruptible, Time time) {
        ParkedThread waiter = new ParkedThread();
        Cancellation cancellation =
                bitset == Futex.MATCH_ANY
                        ? enlist(word, expected, waiter)
                        : delegate(word, expected, bitset, waiter);
        int reason = waiter.sleep(interruptible, time);
        if (waiter.outcome() >= 0) {
            return result(waiter.outcome(), word);
        }
        cancellation.cancel();
        return Parking.unwoken(reason);
    }

    WaitAnyResult awaitAny(FutexWord[] words, int[] expected, boolean interruptible, Time time) {
        ParkedThread waiter = new ParkedThread();
        List<Cancellation> cancellations = new ArrayList<>(words.length);
        int reason;
        try {
            for (int i = 0; i < words.length; i++) {
                cancellations.add(enlist(words[i], expected[i], new OneOf(waiter, i)));
            }
            reason = waiter.sleep(interruptible, time);
        } finally {
            cancellations.forEach(Cancellation::cancel);
        }
        int outcome = waiter.outcome();
        if (outcome < 0) {
            return WaitAnyResult.of(Parking.unwoken(reason));
        }
        int index = outcome / OneOf.STRIDE;
        WaitResult result = result(outcome % OneOf.STRIDE, words[index]);
        return result == WaitResult.WOKEN ? WaitAnyResult.woken(index) : WaitAnyResult.of(result);
    }

    CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected) {
        CompletableFuture<WaitResult> future = new CompletableFuture<>();
        FutureWaiter waiter = new FutureWaiter(future, word);
        Cancellation cancellation = enlist(word, expected, waiter);
        CompletableFuture<?> unused =
                future.whenComplete((result, failure) -> cancellation.cancel());
        return future;
    }

    private static WaitResult result(int outcome, FutexWord word) {
        return switch (outcome) {
            case WOKEN -> WaitResult.WOKEN;
            case CHANGED -> WaitResult.VALUE_CHANGED;
            case SPURIOUS -> WaitResult.SPURIOUS;
            default ->
                    throw new FutexException(
                            FutexOperation.WAITV, outcome - FAILED, word.address());
        };
    }

    /** Tells a waiter how its sleep ended, or passes the wake on. */
    private void settle(FutexWord word, Waiter waiter, int outcome) {
        if (waiter.wake(outcome) ? !waiter.resume() : outcome == WOKEN) {
            passOn(word);
        }
    }

    /**
     * For a wake that was used up by one who has no use for it: all who wait there look again. The
     * engine finds those who sleep; in a loop that is awake, nobody does.
     */
    void passOn(FutexWord word) {
        try {
            engine.wake(word, Integer.MAX_VALUE, Futex.MATCH_ANY);
        } catch (FutexException e) {
            return; // the memory has gone away, and with it all who waited there
        }
        List<Loop> all;
        synchronized (loops) {
            all = List.copyOf(loops);
        }
        all.forEach(loop -> loop.wake(word.address()));
    }

    private Cancellation enlist(FutexWord word, int expected, Waiter waiter) {
        return kernel.hasWaitv()
                ? seat(word, expected, waiter)
                : delegate(word, expected, Futex.MATCH_ANY, waiter);
    }

    private Cancellation seat(FutexWord word, int expected, Waiter waiter) {
        Seat seat = new Seat(word, expected, waiter);
        synchronized (loops) {
            for (Loop loop : loops) {
                if (loop.offer(seat)) {
                    return seat;
                }
            }
            Loop loop = new Loop();
            Thread unused = Helpers.start("furwock-reactor-" + ++started, loop);
            loops.add(loop);
            loop.offer(seat);
            return seat;
        }
    }

    /** A platform thread for this waiter alone. */
    private Cancellation delegate(FutexWord word, int expected, int bitset, Waiter waiter) {
        Thread thread =
                Helpers.start(
                        "furwock-delegate",
                        () -> {
                            int outcome = SPURIOUS; // if it cannot sleep, for want of memory
                            try {
                                outcome = outcome(sleepFor(waiter, word, expected, bitset));
                            } finally {
                                settle(word, waiter, outcome);
                            }
                        });
        return () -> cancel(waiter, thread);
    }

    private static boolean cancel(Waiter waiter, Thread delegate) {
        boolean first = waiter.cancel();
        delegate.interrupt();
        return first;
    }

    /** A slice that ran out is no end for a future. */
    private int sleepFor(Waiter waiter, FutexWord word, int expected, int bitset) {
        int result;
        do {
            result =
                    kernel.awaitInterruptibly(
                            word.address(),
                            word.isShared(),
                            expected,
                            bitset,
                            Deadline.NEVER_NANOS,
                            false);
        } while (result == -Errno.EINTR && waiter.isWaiting());
        return result;
    }

    private static int outcome(int result) {
        if (result >= 0 || result == KernelFutex.INTERRUPTED_AND_WOKEN) {
            return WOKEN;
        }
        return switch (result) {
            case -Errno.EAGAIN -> CHANGED;
            case -Errno.EINTR, KernelFutex.INTERRUPTED -> SPURIOUS;
            default -> FAILED - result;
        };
    }

    /** A waiter's place in a loop. */
    private final class Seat implements Cancellation {

        private final FutexWord word;
        private final int expected;
        private final Waiter waiter;
        private volatile Loop loop;

        @SuppressWarnings("NullAway.Init") // the loop is set by the loop that takes the seat
        Seat(FutexWord word, int expected, Waiter waiter) {
            this.word = word;
            this.expected = expected;
            this.waiter = waiter;
        }

        @Override
        public boolean cancel() {
            boolean first = waiter.cancel();
            // Also where the waiter has given up by itself: the kernel still holds a place for it.
            if (waiter.outcome() < 0) {
                loop.poke();
            }
            return first;
        }

        boolean hasChanged() {
            return word.get() != expected;
        }

        void settle(int outcome) {
            Reactor.this.settle(word, waiter, outcome);
        }
    }

    /** One platform thread and those for whom it sleeps. */
    private final class Loop implements Runnable {

        private final FutexWord control = FutexWord.allocateForWaiter(engine);

        /** Guarded by itself; the loop works on a copy. */
        private final List<Seat> seats = new ArrayList<>();

        /** By the loop: the last sleep was without waiters, and its time ran out. */
        private boolean idle;

        boolean offer(Seat seat) {
            synchronized (seats) {
                if (seats.size() == CAPACITY) {
                    return false;
                }
                seat.loop = this;
                seats.add(seat);
            }
            poke();
            return true;
        }

        void poke() {
            control.getAndAdd(1);
            kernel.wake(control.address(), false, 1);
        }

        @Override
        public void run() {
            while (!isOver()) {
                List<Seat> sleeping = List.of();
                try {
                    int ticket = control.get();
                    sleeping = occupied();
                    if (kernel.hasWaitv()) {
                        afterSleep(sleeping, sleep(sleeping, ticket), ticket);
                    } else {
                        dismiss(sleeping, ticket);
                    }
                } catch (OutOfMemoryError e) { // nobody knows who was woken
                    letAllLookAgain(sleeping);
                    ShortNap.take();
                }
            }
        }

        /** They come again, and get delegates. */
        private void dismiss(List<Seat> sleeping, int ticket) {
            letAllLookAgain(sleeping);
            kernel.await(control.address(), false, ticket);
        }

        private void letAllLookAgain(List<Seat> sleeping) {
            for (int i = 0; i < sleeping.size(); i++) {
                sleeping.get(i).settle(SPURIOUS);
            }
        }

        private int sleep(List<Seat> sleeping, int ticket) {
            kernel.prepareAny(0, control.address(), false, ticket);
            for (int i = 0; i < sleeping.size(); i++) {
                Seat seat = sleeping.get(i);
                FutexWord word = seat.word;
                kernel.prepareAny(i + 1, word.address(), word.isShared(), seat.expected);
            }
            idle = sleeping.isEmpty();
            long deadline = idle ? Deadline.nanoTimeAfter(LINGER) : Deadline.NEVER_NANOS;
            int result = kernel.awaitAny(sleeping.size() + 1, deadline, false);
            idle &= result == -Errno.ETIMEDOUT;
            return idle ? -Errno.EAGAIN : result;
        }

        private void rest(int ticket) {
            int result = kernel.awaitNanos(control.address(), false, ticket, LINGER);
            idle = result == -Errno.ETIMEDOUT;
        }

        /** Whether no waiter came for a while. A later one starts another loop. */
        private boolean isOver() {
            if (!idle) {
                return false;
            }
            synchronized (loops) {
                boolean over = occupied().isEmpty();
                if (over) {
                    loops.remove(this);
                }
                return over;
            }
        }

        /** For a loop that may not be asleep just now; a waiter takes two wakes as one. */
        void wake(long address) {
            for (Seat seat : occupied()) {
                if (seat.word.address() == address && seat.waiter.wake(WOKEN)) {
                    // A waiter without a use for it passes nothing on: all waiters are woken.
                    boolean unused = seat.waiter.resume();
                }
            }
        }

        private List<Seat> occupied() {
            synchronized (seats) {
                seats.removeIf(seat -> !seat.waiter.isWaiting());
                return List.copyOf(seats);
            }
        }

        private void afterSleep(List<Seat> slept, int result, int ticket) {
            if (result < 0 && result != -Errno.EAGAIN && result != -Errno.EINTR) {
                failUnreadable(slept, -result);
                if (result != -Errno.EFAULT) {
                    rest(ticket); // it would be refused again
                }
            }
            // Backwards, since the last one was woken for certain.
            for (int i = slept.size() - 1; i >= 0; i--) {
                Seat seat = slept.get(i);
                if (i < result) {
                    seat.settle(WOKEN);
                } else if (seat.waiter.isWaiting() && seat.hasChanged()) {
                    seat.settle(CHANGED);
                }
            }
        }

        /** The kernel does not say which word it could not read. */
        private void failUnreadable(List<Seat> slept, int errno) {
            boolean memory = errno == Errno.EFAULT;
            for (Seat seat : slept) {
                if (!memory || !kernel.isReadable(seat.word.address())) {
                    seat.settle(FAILED + errno);
                }
            }
        }
    }

    /** One of the words that a thread waits for at once: its outcome carries the word's index. */
    private static final class OneOf extends Waiter {

        static final int STRIDE = 1 << 16;

        private final ParkedThread thread;
        private final int index;

        OneOf(ParkedThread thread, int index) {
            this.thread = thread;
            this.index = index;
        }

        @Override
        public boolean resume() {
            boolean first = thread.wake(index * STRIDE + outcome());
            if (first) {
                thread.resume();
            }
            return first || outcome() != WOKEN;
        }
    }

    /** Completes a future, unless somebody else has done that meanwhile. */
    private static final class FutureWaiter extends Waiter {

        private final CompletableFuture<WaitResult> future;
        private final FutexWord word;

        FutureWaiter(CompletableFuture<WaitResult> future, FutexWord word) {
            this.future = future;
            this.word = word;
        }

        @Override
        public boolean resume() {
            if (outcome() >= FAILED) {
                future.completeExceptionally(
                        new FutexException(
                                FutexOperation.WAITV, outcome() - FAILED, word.address()));
                return true;
            }
            return future.complete(result(outcome(), word)) || outcome() != WOKEN;
        }
    }
}
