package org.furwock.futex;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.furwock.futex.parking.ParkingLot;
import org.furwock.futex.parking.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * The parking lot's operations on words. A word's key is its address, so that two words over the
 * same memory meet.
 */
final class Parking {

    private final ParkingLot lot = new ParkingLot();

    /** How many waiters of the word are in the lot. */
    int sleepers(FutexWord word) {
        return lot.waiters(word.address());
    }

    /** Whether the lot certainly has no waiter of the word. The caller runs a full fence before. */
    boolean isVacant(FutexWord word) {
        return lot.isVacant(word.address());
    }

    WaitResult await(FutexWord word, int expected, Deadline deadline, WaitOptions options) {
        long[] keys = {word.address()};
        IntPredicate condition = i -> word.get() == expected;
        int outcome =
                lot.park(keys, options.bitset(), condition, options.interruptible(), deadline);
        return outcome >= 0 ? WaitResult.WOKEN : unwoken(outcome);
    }

    WaitAnyResult awaitAny(
            FutexWord[] words, int[] expected, Deadline deadline, boolean interruptible) {
        long[] keys = new long[words.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = words[i].address();
        }
        IntPredicate condition = i -> words[i].get() == expected[i];
        int outcome = lot.park(keys, Futex.MATCH_ANY, condition, interruptible, deadline);
        return outcome >= 0 ? WaitAnyResult.woken(outcome) : WaitAnyResult.of(unwoken(outcome));
    }

    CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected) {
        CompletableFuture<WaitResult> future = new CompletableFuture<>();
        FutureWaiter waiter = new FutureWaiter(future);
        ParkingLot.@Nullable Cancellation cancellation =
                lot.enlist(word.address(), Futex.MATCH_ANY, i -> word.get() == expected, waiter);
        if (cancellation == null) {
            future.complete(WaitResult.VALUE_CHANGED);
        } else {
            CompletableFuture<?> unused =
                    future.whenComplete((result, failure) -> cancellation.cancel());
        }
        return future;
    }

    int wake(FutexWord word, int count, int bitset) {
        return lot.unpark(word.address(), count, bitset);
    }

    /** See {@link ParkingLot#requeue}. */
    ParkingLot.@Nullable Moved requeue(FutexWord from, FutexWord to, ParkingLot.Others others) {
        return lot.requeue(from.address(), to.address(), others);
    }

    static WaitResult unwoken(int outcome) {
        return switch (outcome) {
            case ParkingLot.INVALID -> WaitResult.VALUE_CHANGED;
            case ParkingLot.TIMED_OUT -> WaitResult.TIMED_OUT;
            case ParkingLot.INTERRUPTED -> WaitResult.INTERRUPTED;
            default -> throw new AssertionError("unknown outcome " + outcome);
        };
    }

    /** Completes a future, unless the program has completed it. */
    private static final class FutureWaiter extends Waiter {

        private final CompletableFuture<WaitResult> future;

        FutureWaiter(CompletableFuture<WaitResult> future) {
            this.future = future;
        }

        @Override
        public boolean resume() {
            return future.complete(WaitResult.WOKEN);
        }
    }
}
