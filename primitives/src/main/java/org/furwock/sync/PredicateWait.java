package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.PerThread;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.futex.lowlevel.VirtualThreads;
import org.furwock.waiting.Compensation;
import org.furwock.waiting.PredicateQueue;
import org.furwock.waiting.ShortWait;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits under a {@link Mutex} until a predicate is true. It sleeps at a word of its
 * own.
 *
 * <p><b>Wake rule.</b> The thread writes WAITING before it releases the mutex. The releaser that
 * selects the thread writes SELECTED before its release. Both write under the mutex. The thread
 * sleeps on WAITING. The wake comes after the release: either it finds the thread asleep, or the
 * kernel finds SELECTED and does not let it sleep. A thread uses the same word for all its waits: a
 * late wake is spurious in a later wait.
 *
 * <p><b>Memory ordering.</b> Both accesses of the word are volatile; the mutex orders the rest.
 */
final class PredicateWait extends PredicateQueue.Waiter {

    private static final int WAITING = 0;
    private static final int SELECTED = 1;

    private static final PerThread<FutexWord> CURRENT = new PerThread<>(PredicateWait::newWord);

    private final Mutex mutex;
    private @Nullable FutexWord word;

    PredicateWait(Mutex mutex, BooleanSupplier predicate) {
        super(predicate);
        if (mutex.word().scope() == FutexScope.SHARED) {
            throw new UnsupportedOperationException("no predicates on a SHARED word: " + mutex);
        }
        this.mutex = mutex;
    }

    @Override
    protected boolean evaluate() {
        return predicate.getAsBoolean();
    }

    @Override
    protected WaitResult sleep(boolean interruptible, Deadline deadline) {
        StackReserve.forAcquire(); // or there might be no way back to the mutex
        FutexWord own = ownWord();
        own.set(WAITING);
        mutex.unlock();
        try {
            return deadline == Deadline.NEVER && Compensation.isDue()
                    ? Compensation.sleep(() -> sleepUntilSelected(own, interruptible, deadline))
                    : sleepUntilSelected(own, interruptible, deadline);
        } finally {
            mutex.lockAgain();
        }
    }

    private FutexWord ownWord() {
        if (word == null) {
            word = VirtualThreads.isCurrentVirtual() ? newWord() : CURRENT.get();
        }
        return word;
    }

    private static FutexWord newWord() {
        return FutexWord.allocateForWaiter();
    }

    private WaitResult sleepUntilSelected(FutexWord own, boolean interruptible, Deadline deadline) {
        WaitOptions options = WaitOptions.of(interruptible);
        WaitResult result = WaitResult.SPURIOUS;
        while (own.get() == WAITING
                && result != WaitResult.TIMED_OUT
                && result != WaitResult.INTERRUPTED) {
            result = ShortWait.await(own, WAITING, deadline, options, mutex);
        }
        return result;
    }

    @Override
    protected void select() {
        requireNonNull(word).set(SELECTED);
    }

    /** Called by the thread that has selected this one, after it has released the mutex. */
    void wake() {
        Futex.wake(requireNonNull(word), 1);
    }
}
