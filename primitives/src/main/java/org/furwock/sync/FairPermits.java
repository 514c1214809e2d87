package org.furwock.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.ShortWait;

/**
 * Permits for waiters in the order in which they came. The releaser hands them over.
 *
 * <p><b>Algorithm.</b> A queue of waiters, guarded by this object's monitor. No thread holds the
 * monitor while it sleeps or wakes another. A thread that has added permits, or has changed the
 * queue, <i>grants</i>. While there are enough permits for the first waiter, it takes them for this
 * waiter, removes the waiter from the queue, and wakes it. Each waiter sleeps on a word of its own:
 *
 * <pre>
 *  value     meaning                         entered by
 *  WAITING   queued, and awake               the word's last user, or a new word
 *  ASLEEP    queued, and perhaps asleep      the waiter
 *  GRANTED   not queued, has its permits     the granting thread, with the monitor
 * </pre>
 *
 * Words are kept for later waiters. So a late wake may wake another waiter, which looks and sleeps
 * again.
 *
 * <p><b>Order.</b> A waiter gets its permits when all that were queued before it have got theirs or
 * have given up. A thread that finds the queue empty may take permits at once. A try may do so at
 * any time.
 *
 * <p><b>Wake rule.</b> To show: while the queue is not empty and there are permits for its first
 * waiter, a thread is about to grant. A waiter queues and then grants. A releaser adds permits and
 * then reads the number of waiters. So one of the two sees both. When a waiter leaves the queue,
 * the second one becomes first, and may want fewer permits: so a waiter that removes itself grants.
 * The granting thread wakes a waiter that was ASLEEP. A waiter that was not finds GRANTED before it
 * sleeps, since it must first change WAITING to ASLEEP by a compare-and-set.
 *
 * <p><b>Giving up.</b> A waiter that is interrupted or runs out of time removes itself from the
 * queue under the monitor. If it is no longer queued, it has its permits. After a time-out it keeps
 * them. After an interrupt it releases them, as the original does: if a thread interrupts it and
 * then releases, the interrupt wins.
 *
 * <p><b>Memory ordering.</b> The permits, the number of waiters, and their words are volatile; the
 * queue is guarded by the monitor.
 */
final class FairPermits extends Permits {

    private static final long serialVersionUID = 1L;

    private static final int WAITING = 0;
    private static final int ASLEEP = 1;
    private static final int GRANTED = 2;

    private static final int FEW = 4;

    /** The queue: the first waiter is {@code ends.next}, the last one {@code ends.previous}. */
    private final transient Waiter ends;

    /**
     * Words that no waiter uses, guarded by the monitor; with room for all words, since a waiter
     * leaves without memory.
     */
    private transient FutexWord[] spares = new FutexWord[FEW];

    private transient int spareCount;
    private transient int wordCount;

    FairPermits(int permits) {
        super(permits);
        ends = new Waiter(0, FutexWord.allocate()); // the word is not used
    }

    @Override
    boolean tryTakeInTurn(int wanted) {
        return getWaiters() == 0 && tryTake(wanted);
    }

    @Override
    boolean awaitTake(int wanted, boolean interruptible, Deadline deadline, Object blocker) {
        StackReserve.forAcquire(); // for the release of what it cannot keep, too
        Waiter waiter = append(wanted);
        boolean stays = false;
        boolean granted = false;
        try {
            wakeSatisfiedWaiters();
            waiter.sleep(interruptible, deadline, blocker);
            stays = !interruptible || !InterruptStatus.isSet();
        } finally {
            granted = !leave(waiter);
            if (!granted) {
                wakeSatisfiedWaiters(); // the waiter that is first now may want fewer
            } else if (!stays) {
                granted = false;
                release(wanted);
            }
        }
        return granted;
    }

    @Override
    void wakeSatisfiedWaiters() {
        boolean granted = true;
        while (granted && getWaiters() > 0) {
            granted = grantFirst();
        }
    }

    private boolean grantFirst() {
        Waiter first;
        int before;
        synchronized (this) {
            first = ends.next;
            if (first == ends || !tryTake(first.wanted)) {
                return false;
            }
            remove(first);
            // With the monitor: until it is free, the waiter cannot leave and reuse the word.
            before = first.word.getAndSet(GRANTED);
        }
        if (before == ASLEEP) {
            Futex.wake(first.word, 1);
        }
        return true;
    }

    // The queue.

    private synchronized Waiter append(int wanted) {
        if (spareCount == 0) {
            addSpare();
        }
        Waiter waiter = new Waiter(wanted, spares[spareCount - 1]);
        spareCount--;
        waiter.previous = ends.previous;
        waiter.next = ends;
        ends.previous.next = waiter;
        ends.previous = waiter;
        getAndAddWaiters(1);
        return waiter;
    }

    private void addSpare() {
        if (wordCount == spares.length) {
            spares = new FutexWord[2 * wordCount];
        }
        spares[0] = FutexWord.allocateForWaiter();
        spareCount = 1;
        wordCount++;
    }

    /** Removes the waiter if it is still queued, and recycles its word; whether it was queued. */
    private synchronized boolean leave(Waiter waiter) {
        boolean in = waiter.word.getPlain() != GRANTED;
        if (in) {
            remove(waiter);
        }
        waiter.word.set(WAITING);
        spares[spareCount] = waiter.word;
        spareCount++;
        return in;
    }

    private void remove(Waiter waiter) {
        waiter.previous.next = waiter.next;
        waiter.next.previous = waiter.previous;
        getAndAddWaiters(-1);
    }

    @Override
    boolean isFair() {
        return true;
    }

    @Override
    int waiters() {
        return getWaiters();
    }

    @Override
    synchronized Collection<Thread> waitingThreads() {
        List<Thread> threads = new ArrayList<>();
        for (Waiter waiter = ends.next; waiter != ends; waiter = waiter.next) {
            threads.add(waiter.thread);
        }
        return threads;
    }

    /** A thread in the queue. */
    private static final class Waiter {

        final Thread thread = Thread.currentThread();
        final int wanted;
        final FutexWord word;
        Waiter previous = this;
        Waiter next = this;

        Waiter(int wanted, FutexWord word) {
            this.wanted = wanted;
            this.word = word;
        }

        /** Sleeps until granted, or until there is a reason to give up. */
        void sleep(boolean interruptible, Deadline deadline, Object blocker) {
            if (ShortWait.isNear(deadline)) {
                ShortWait.watch(word, WAITING, interruptible, deadline);
                return;
            }
            WaitResult result = WaitResult.SPURIOUS;
            while (result != WaitResult.INTERRUPTED
                    && result != WaitResult.TIMED_OUT
                    && (word.get() == ASLEEP || word.compareAndSet(WAITING, ASLEEP))) {
                result =
                        ShortWait.await(
                                word, ASLEEP, deadline, WaitOptions.of(interruptible), blocker);
            }
        }
    }
}
