package org.furwock.drepper;

import static java.util.Objects.requireNonNull;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;

/**
 * A mutex with a woken flag: while one waiter is on its way, no unlock wakes another one. This step
 * comes after the paper.
 *
 * <p><b>Algorithm.</b> The word {@code state} holds a bit HELD, a bit WOKEN, and a count of waiters
 * that sleep. Waiters sleep on a second word, {@code token}, which is 1 while one of them may go.
 *
 * <pre>
 *      HELD  WOKEN  meaning                                    left by
 *  M1   0      0    free; if waiters are counted, an unlock    lock (M3), unlock's second
 *                   is about to look at them                   step (M2)
 *  M2   0      1    free, and one waiter is on its way         lock (M4), that waiter (M3)
 *  M3   1      0    held, and no waiter is on its way          unlock (M1)
 *  M4   1      1    held, and one waiter is on its way         unlock (M2), that waiter, which
 *                                                              counts itself again (M3)
 * </pre>
 *
 * Locking sets HELD if it is clear. Otherwise it counts itself and sleeps for the token. A waiter
 * that has taken the token is on its way: its next successful step clears WOKEN, whether it locks
 * or counts itself again. Unlocking clears HELD. In M1, with waiters, it then takes one off the
 * count, sets WOKEN, and issues the token.
 *
 * <p><b>Why it works.</b>
 *
 * <ul>
 *   <li>T1. At most one token exists. It is issued only by the step from M1 to M2, and the thread
 *       that takes it clears WOKEN afterwards.
 *   <li>T2. The sleepers are the counted waiters, and one more from the step M1 to M2 until a
 *       sleeper takes the token. So a token always has a taker.
 *   <li>T3. If the mutex is free and waiters are counted, either one is on its way (M2), or an
 *       unlock has yet to look (M1). Two steps lead from M2 or M4 to a state without WOKEN, and
 *       both leave the mutex held (M3): the unlock that ends this hold looks at the count. For the
 *       same reason an unlock that finds HELD or WOKEN need do nothing.
 * </ul>
 *
 * <p><b>Memory ordering.</b> All accesses are volatile. The step that clears HELD publishes what
 * the holder wrote to the step that sets it next.
 *
 * <p><b>Flaw.</b> None known for safety. It is not fair: a newcomer that runs takes the mutex from
 * the waiter that is on its way, which sleeps again, and may do so without end. The queue of {@code
 * org.furwock.locks} bounds that.
 *
 * <p><b>Source.</b> The normal mode of Go's {@code sync.Mutex}. <b>Differs:</b> the token stands
 * for Go's semaphore.
 *
 * @since 1.0
 */
public final class Mutex4 implements PaperMutex {

    private static final int HELD = 1;
    private static final int WOKEN = 2;
    private static final int ONE_WAITER = 4;

    private final FutexWord state;
    private final FutexWord token;

    /** A free mutex. */
    public Mutex4() {
        this(FutexWord.allocate(), FutexWord.allocate());
    }

    /** A mutex on two given words of the same scope. */
    public Mutex4(FutexWord state, FutexWord token) {
        this.state = requireNonNull(state, "state");
        this.token = requireNonNull(token, "token");
    }

    @Override
    public void lock() {
        int woken = 0; // WOKEN once the thread has taken the token
        while (true) {
            int seen = state.get();
            if ((seen & HELD) == 0) {
                if (state.compareAndSet(seen, (seen | HELD) & ~woken)) { // M1 -> M3, M2 -> M3, M4
                    return;
                }
            } else if (state.compareAndSet(seen, (seen + ONE_WAITER) & ~woken)) { // M3, M4 -> M3
                takeToken();
                woken = WOKEN;
            }
        }
    }

    private void takeToken() {
        while (!token.compareAndSet(1, 0)) {
            Futex.await(token, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        }
    }

    @Override
    public void unlock() {
        int now = state.getAndAdd(-HELD) - HELD; // M3 -> M1, M4 -> M2
        while (now >= ONE_WAITER && (now & (HELD | WOKEN)) == 0) {
            if (state.compareAndSet(now, (now - ONE_WAITER) | WOKEN)) { // M1 -> M2
                token.set(1);
                Futex.wake(token, 1);
                return;
            }
            now = state.get();
        }
    }
}
