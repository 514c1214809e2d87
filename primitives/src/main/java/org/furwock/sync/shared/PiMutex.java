package org.furwock.sync.shared;

import static org.furwock.sync.shared.PthreadMutexLayout.KIND_ROBUST_INHERITING;
import static org.furwock.sync.shared.PthreadMutexLayout.OWNER_DIED;
import static org.furwock.sync.shared.PthreadMutexLayout.THREAD_ID;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.KernelFeatures;
import org.furwock.futex.PiFutex;
import org.furwock.futex.PiLockResult;
import org.furwock.futex.PiUnlockResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.futex.region.SharedRegionException;
import org.furwock.futex.region.SharedRegionSlot;
import org.furwock.waiting.WaitPolicy;

/**
 * A mutex between processes whose owner inherits the priority of the most urgent thread that waits
 * for it, for threads under a real-time policy: glibc's {@code PTHREAD_PRIO_INHERIT} with {@code
 * PTHREAD_MUTEX_ROBUST} and {@code PTHREAD_PROCESS_SHARED}. The contract is that of {@link
 * PthreadMutex}. When contended, it costs more than a {@link RobustMutex}. It is useful only if
 * threads have different priorities.
 *
 * <p><b>Deadlocks.</b> The kernel knows which thread waits for which. A call throws a {@link
 * DeadlockException} if the caller holds the mutex, or if its wait would close a cycle of owners.
 * It does not acquire the mutex then.
 *
 * <p><b>Fairness.</b> The kernel hands the mutex to the waiter with the highest priority; among
 * equals, to the one that came first. <b>Interrupts:</b> such a wait cannot be combined with a wait
 * for an interrupt. So the interruptible methods look at the interrupt status every {@code
 * WaitPolicy.RECHECK_INTERVAL}.
 *
 * <p><b>Algorithm.</b> While no thread waits, compare-and-sets change the word from 0 to the
 * caller's thread id and back. Otherwise FUTEX_LOCK_PI and FUTEX_UNLOCK_PI do that, and the kernel
 * hands the word over. No wake can be lost, since the waiters queue in the kernel.
 *
 * <p><b>Source.</b> glibc's nptl/pthread_mutex_lock.c; futex(2).
 *
 * @since 1.0
 */
public final class PiMutex extends PthreadMutex {

    private static final long serialVersionUID = 1L;

    private static final Set<FutexOperation> OPERATIONS =
            EnumSet.of(
                    FutexOperation.LOCK_PI,
                    FutexOperation.LOCK_PI2,
                    FutexOperation.TRYLOCK_PI,
                    FutexOperation.UNLOCK_PI);

    private static final Rehearsal REHEARSAL =
            new Rehearsal(
                    memory -> {
                        initialize(memory, 0);
                        return new PiMutex(memory, 0);
                    });

    PiMutex(SharedRegionSlot slot) {
        super(slot, KIND_ROBUST_INHERITING, true);
        requireInheritance();
    }

    /**
     * A mutex in memory that another program has initialized, such as a C program with {@code
     * pthread_mutex_init}.
     *
     * @param memory mapped by all that use it
     * @param offset its offset from index 0; the address must be a multiple of 8
     * @throws SharedRegionException if there is no such mutex
     * @throws UnsupportedOperationException if the kernel refuses an operation that it needs
     */
    public PiMutex(ByteBuffer memory, int offset) {
        super(memory, offset, KIND_ROBUST_INHERITING, true);
        requireInheritance();
    }

    /**
     * Tests the operations now: one that fails later could leave a thread without the lock that it
     * waits for.
     */
    private static void requireInheritance() {
        KernelFeatures kernel = KernelFeatures.current();
        for (FutexOperation operation : OPERATIONS) {
            if (kernel.obstacle().isEmpty() && !kernel.has(operation)) {
                throw new UnsupportedOperationException(
                        "a mutex with priority inheritance needs "
                                + operation.kernelName()
                                + ", which the kernel does not have, or a filter refuses");
            }
        }
    }

    /** Makes a free mutex in memory, before any other thread knows it. */
    public static void initialize(ByteBuffer memory, int offset) {
        initialize(memory, offset, KIND_ROBUST_INHERITING);
    }

    @Override
    Rehearsal rehearsal() {
        return REHEARSAL;
    }

    @Override
    Attempt contend(int id, boolean interruptible, Deadline deadline) {
        if ((word.get() & THREAD_ID) == id) {
            if (deadline == Deadline.NOW) {
                return Attempt.GAVE_UP;
            }
            throw new DeadlockException(
                    "already held by the current thread, and not reentrant: " + this);
        }
        if (isNotRecoverable()) { // as in RobustMutex; the kernel would wait for the word's owner
            throw new MutexNotRecoverableException(this);
        }
        if (deadline == Deadline.NOW) {
            return outcome(PiFutex.tryLock(word));
        }
        LockSupport.setCurrentBlocker(blocker()); // for dumps and searches for deadlocks
        try {
            return outcome(
                    interruptible ? lockInSlices(deadline) : PiFutex.lock(word, Deadline.NEVER));
        } finally {
            LockSupport.setCurrentBlocker(null);
        }
    }

    private PiLockResult lockInSlices(Deadline deadline) {
        PiLockResult result;
        boolean late;
        do {
            boolean last = deadline.remainingNanos() <= WaitPolicy.RECHECK_INTERVAL;
            Deadline slice = last ? deadline : Deadline.afterNanos(WaitPolicy.RECHECK_INTERVAL);
            result = PiFutex.lock(word, slice);
            late = last || InterruptStatus.isSet();
        } while (!late && result == PiLockResult.TIMED_OUT);
        return result;
    }

    private Attempt outcome(PiLockResult result) {
        return switch (result) {
            case ACQUIRED -> acquired();
            case BUSY, TIMED_OUT -> Attempt.GAVE_UP;
            case DEADLOCK ->
                    throw new DeadlockException(
                            "EDEADLK: the owner waits for a mutex that the current thread holds: "
                                    + this);
            case OWNER_DIED, NOT_PERMITTED ->
                    throw new SharedRegionException(
                            this + ": the word names an owner that cannot be: " + result);
        };
    }

    private Attempt acquired() {
        int before = word.getAndBitwiseAnd(~OWNER_DIED);
        return (before & OWNER_DIED) != 0 ? Attempt.OWNER_DIED : Attempt.LOCKED;
    }

    @Override
    void release(int id) {
        if (!word.compareAndSet(id, FREE) && PiFutex.unlock(word) != PiUnlockResult.RELEASED) {
            throw new SharedRegionException(this + ": somebody else has written the word");
        }
    }
}
