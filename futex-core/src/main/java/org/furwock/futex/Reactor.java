package org.furwock.futex;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.furwock.futex.linux.Errno;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.lowlevel.Helpers;
import org.furwock.futex.parking.ParkedThread;
import org.furwock.futex.parking.ParkingLot.Cancellation;
import org.furwock.futex.parking.Waiter;

/**
 * Platform threads that sleep in the kernel on SHARED words on behalf of virtual threads and
 * futures: the successor of FUTEX_FD. Each runs a {@link ReactorLoop}. There are as many as needed.
 *
 * <p><b>Delegates.</b> A waiter gets a platform thread of its own if {@code futex_waitv} cannot
 * serve it: if it waits with a bitset, which the call does not have, or if the kernel or a filter
 * refuses the call. If the call is refused while a loop's waiters sleep, they all return spuriously
 * and get delegates.
 *
 * <p><b>No wake is lost.</b> The kernel says which of a sleeper's words was woken <em>last</em>, by
 * index. Words behind it were not woken. Words before it may have been woken, and each such wake is
 * consumed. So all of them are reported as woken: a spurious wake does no harm, a lost one makes a
 * thread hang. A wake for a waiter that has given up is passed on to all sleepers of the word,
 * because the bits of the wake are not known.
 */
final class Reactor {

    /** Outcomes of a {@link Waiter}. An error number is added to {@link #FAILED}. */
    static final int WOKEN = 0;

    static final int CHANGED = 1;
    static final int SPURIOUS = 2;
    static final int FAILED = 16;

    private final KernelFutex kernel;
    private final KernelEngine engine;
    private final List<ReactorLoop> loops = new ArrayList<>();
    private int started;

    Reactor(KernelFutex kernel, KernelEngine engine) {
        this.kernel = kernel;
        this.engine = engine;
    }

    WaitResult await(FutexWord word, int expected, Deadline deadline, WaitOptions options) {
        ParkedThread waiter = new ParkedThread();
        Cancellation cancellation =
                options.matchesAny()
                        ? enlist(word, expected, waiter)
                        : delegate(word, expected, options.bitset(), waiter);
        boolean woken = false;
        try {
            int reason = waiter.sleep(options.interruptible(), deadline);
            woken = waiter.outcome() >= 0;
            return woken ? result(waiter.outcome(), word) : Parking.unwoken(reason);
        } finally {
            if (!woken) { // also if the sleep threw: the waiter would use up the next wake
                cancellation.cancel();
            }
        }
    }

    WaitAnyResult awaitAny(
            FutexWord[] words, int[] expected, Deadline deadline, boolean interruptible) {
        ParkedThread waiter = new ParkedThread();
        List<Cancellation> cancellations = new ArrayList<>(words.length);
        int reason;
        try {
            for (int i = 0; i < words.length; i++) {
                cancellations.add(enlist(words[i], expected[i], new OneOf(waiter, i)));
            }
            reason = waiter.sleep(interruptible, deadline);
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
    void settle(FutexWord word, Waiter waiter, int outcome) {
        if (waiter.wake(outcome) ? !waiter.resume() : outcome == WOKEN) {
            passOn(word);
        }
    }

    /**
     * Called if a waiter has consumed a wake for which it has no use: all waiters of the word look
     * again. The engine wakes those that sleep. This method wakes the waiters of a loop that is
     * awake.
     */
    void passOn(FutexWord word) {
        try {
            Futex.wakeSurely(word, Integer.MAX_VALUE, Futex.MATCH_ANY);
        } catch (FutexException e) {
            return; // the memory is unmapped: no waiter can sleep there
        }
        boolean told = false;
        while (!told) {
            try {
                tellLoops(word.address());
                told = true;
            } catch (OutOfMemoryError e) { // a wake that is left out would be lost
                ShortNap.take();
            }
        }
    }

    private void tellLoops(long address) {
        List<ReactorLoop> all;
        synchronized (loops) {
            all = List.copyOf(loops);
        }
        all.forEach(loop -> loop.wake(address));
    }

    private Cancellation enlist(FutexWord word, int expected, Waiter waiter) {
        return kernel.hasWaitv()
                ? seat(word, expected, waiter)
                : delegate(word, expected, Futex.MATCH_ANY, waiter);
    }

    private Cancellation seat(FutexWord word, int expected, Waiter waiter) {
        ReactorLoop.Seat seat = new ReactorLoop.Seat(word, expected, waiter);
        synchronized (loops) {
            for (ReactorLoop loop : loops) {
                if (loop.offer(seat)) {
                    return seat;
                }
            }
            ReactorLoop loop = new ReactorLoop(this, kernel, engine);
            Thread unused = Helpers.start("furwock-reactor-" + ++started, loop);
            loops.add(loop);
            loop.offer(seat);
            return seat;
        }
    }

    /** Takes a loop out of service if it has no waiters. A later waiter starts another loop. */
    boolean retire(ReactorLoop loop) {
        synchronized (loops) {
            boolean over = loop.isVacant();
            if (over) {
                loops.remove(loop);
            }
            return over;
        }
    }

    /** A platform thread for this waiter alone. */
    private Cancellation delegate(FutexWord word, int expected, int bitset, Waiter waiter) {
        Thread thread =
                Helpers.start(
                        "furwock-delegate",
                        () -> {
                            int outcome = SPURIOUS; // without memory it cannot sleep
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

    /** The end of a slice does not complete a future. */
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

    /** Completes a future, unless the program has completed it. */
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
