package org.furwock.scoped;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that can be held for a block of code, and is unlocked at its end however the block ends.
 *
 * <pre>{@code
 * try (var hold = lock.hold()) {
 *     balance += amount;
 * }
 * int sum = lock.call(() -> balance);
 * }</pre>
 *
 * <p><b>Contract.</b> All three methods acquire the lock as {@link Lock#lock()} does: they wait as
 * long as it takes and keep an interrupt for later. What the lock says about misuse, fairness,
 * memory effects, virtual threads and the death of a process holds here too. What the block throws
 * is thrown after the unlock. If the block has itself unlocked the lock, the unlock at its end
 * throws {@link IllegalMonitorStateException}.
 *
 * <p>For an acquisition that can be interrupted or can time out, use the methods of {@link Lock}.
 *
 * @since 1.0
 */
public interface ScopedLock extends Lock {

    /**
     * Locks, and returns what unlocks. With {@code -Xlint:try}, javac warns if the block does not
     * use the variable; from JDK 22 on, one named {@code _} avoids that.
     *
     * @return a hold, to be closed by the calling thread
     */
    default Hold hold() {
        Hold hold = new Hold(this); // before the lock is held: it takes memory
        lock();
        return hold;
    }

    /**
     * Runs a block with the lock held.
     *
     * @param block what to run
     */
    default void run(Runnable block) {
        requireNonNull(block, "block");
        lock();
        try {
            block.run();
        } finally {
            unlock();
        }
    }

    /**
     * Runs a block with the lock held, and returns its result.
     *
     * @param <T> the type of the result
     * @param <E> the checked exception that the block may throw, if there is one
     * @param block what to run
     * @return what it returned
     * @throws E if the block throws it
     */
    default <T extends @Nullable Object, E extends Throwable> T call(CheckedSupplier<T, E> block)
            throws E {
        requireNonNull(block, "block");
        lock();
        try {
            return block.get();
        } finally {
            unlock();
        }
    }
}
