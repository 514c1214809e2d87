package org.furwock.sync.shared;

import static org.furwock.sync.shared.PthreadMutexLayout.KIND_ROBUST;
import static org.furwock.sync.shared.PthreadMutexLayout.OWNER_DIED;
import static org.furwock.sync.shared.PthreadMutexLayout.THREAD_ID;
import static org.furwock.sync.shared.PthreadMutexLayout.WAITERS;

import java.nio.ByteBuffer;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.region.SharedRegionSlot;
import org.furwock.waiting.ShortWait;
import org.furwock.waiting.WaitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A robust mutex between processes: glibc's {@code PTHREAD_MUTEX_ROBUST} with {@code
 * PTHREAD_PROCESS_SHARED}, in its own memory layout. The contract is that of {@link PthreadMutex}.
 *
 * <p><b>Fairness.</b> None, as with {@link org.furwock.sync.Mutex}. <b>Interrupts</b> end {@link
 * #lockInterruptibly} and the timed {@code tryLock} with an {@link InterruptedException}; {@link
 * #lock} keeps the interrupt status for later.
 *
 * <p><b>Wake rule.</b> A thread sleeps only on a value with WAITERS. The thread that frees the word
 * clears WAITERS and, if it was set, wakes one. The woken thread does not know of others, so it
 * takes the mutex with WAITERS. If the owner dies, the kernel keeps WAITERS and wakes one. If the
 * woken thread dies before it looks, and the word is free, the kernel wakes the next, since the
 * dead thread had named the mutex. A thread that has slept may have consumed the only wake. So it
 * gives up only after a sleep that no wake ended. Before that sleep it sets WAITERS, even if its
 * deadline is too near for a sleep: then the kernel returns at once. If it throws, it wakes
 * another.
 *
 * <p><b>A gap of the protocol</b>, also in C. A thread that was woken, or that has freed the word
 * and not yet woken a sleeper, dies. Before that, a newcomer took the free mutex without WAITERS.
 * Then the newcomer's unlock wakes no thread, and the other sleepers sleep on. Therefore a sleeper
 * here looks again every {@code WaitPolicy.RECHECK_INTERVAL}. It then also sees that the mutex has
 * become unusable: glibc's {@code pthread_mutex_trylock} leaves its thread's id in the word of such
 * a mutex, and wakes no thread.
 *
 * <p><b>Formal model.</b> {@code docs/models/robust.pml}: three threads lock, unlock and give up,
 * any of them dies before any step, and the kernel handles its death. {@code docs/models/check
 * robust} has Spin verify that no wake-up is lost except by the gap, and find thirteen broken
 * variants.
 *
 * <p><b>Spinning.</b> A thread spins shortly before its first sleep, while the word says that no
 * thread sleeps.
 *
 * @since 1.0
 */
public final class RobustMutex extends PthreadMutex {

    private static final long serialVersionUID = 1L;

    private static final Rehearsal REHEARSAL =
            new Rehearsal(
                    memory -> {
                        initialize(memory, 0);
                        return new RobustMutex(memory, 0);
                    });

    RobustMutex(SharedRegionSlot slot) {
        super(slot, KIND_ROBUST, false);
    }

    /**
     * A mutex in memory that another program has initialized, such as a C program with {@code
     * pthread_mutex_init}.
     *
     * @param memory mapped by all that use it
     * @param offset its offset from index 0; the address must be a multiple of 8
     * @throws org.furwock.futex.region.SharedRegionException if there is no robust process-shared
     *     mutex
     */
    public RobustMutex(ByteBuffer memory, int offset) {
        super(memory, offset, KIND_ROBUST, false);
    }

    /** Makes a free mutex in memory, before any other thread knows it. */
    public static void initialize(ByteBuffer memory, int offset) {
        initialize(memory, offset, KIND_ROBUST);
    }

    FutexWord word() {
        return word;
    }

    @Override
    Rehearsal rehearsal() {
        return REHEARSAL;
    }

    @Override
    Attempt contend(int id, boolean interruptible, Deadline deadline) {
        int keep = 0; // WAITERS once the caller has slept: there may be others
        int spins = WaitPolicy.WORD_SPINS;
        boolean late = deadline == Deadline.NOW;
        while (true) {
            int seen = word.get();
            if ((seen & THREAD_ID) == 0) {
                int mine = id | (seen & WAITERS) | keep;
                if (word.compareAndSet(seen, mine)) { // FREE or OWNER_DIED -> held
                    return (seen & OWNER_DIED) != 0 ? Attempt.OWNER_DIED : Attempt.LOCKED;
                }
            } else if (isNotRecoverable()) { // perhaps a thread tried, in C, and holds it for ever
                if (keep != 0) { // it may have used up a wake that another sleeper needs
                    Futex.wake(word, 1);
                }
                throw new MutexNotRecoverableException(this);
            } else if (late) {
                return Attempt.GAVE_UP;
            } else if ((seen & THREAD_ID) == id) {
                throw new IllegalMonitorStateException(
                        "already held by the current thread, and not reentrant: " + this);
            } else if (keep == 0 && ShortWait.isNear(deadline)) { // no mark, so no wake
                late = ShortWait.isOver(interruptible, deadline);
            } else if (spins > 0 && (seen & WAITERS) == 0) {
                spins--;
                Thread.onSpinWait();
            } else if ((seen & WAITERS) != 0 || word.compareAndSet(seen, seen | WAITERS)) {
                keep = WAITERS;
                late = sleep(seen | WAITERS, interruptible, deadline);
            }
        }
    }

    /** Sleeps for a limited time; returns whether the caller must give up. */
    private boolean sleep(int seen, boolean interruptible, Deadline deadline) {
        long remaining = deadline.remainingNanos();
        boolean last = remaining <= WaitPolicy.RECHECK_INTERVAL;
        long nanos = last ? Math.max(remaining, 0) : WaitPolicy.RECHECK_INTERVAL;
        @Nullable WaitResult result = null;
        try {
            result = Futex.awaitNanos(word, seen, nanos, WaitOptions.of(interruptible), blocker());
        } finally {
            if (result == null) { // it threw, perhaps with a wake used up that others wait for
                Futex.wake(word, 1);
            }
        }
        return result == WaitResult.INTERRUPTED || (last && result == WaitResult.TIMED_OUT);
    }

    @Override
    void release(int id) {
        if ((word.getAndSet(FREE) & WAITERS) != 0) { // held -> FREE
            Futex.wake(word, 1);
        }
    }
}
