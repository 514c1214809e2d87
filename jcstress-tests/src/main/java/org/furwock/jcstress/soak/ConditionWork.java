package org.furwock.jcstress.soak;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.FutexWord;

/**
 * A small queue on two conditions of a lock. Each worker puts and takes alternately. Half of the
 * workers begin by taking, so both kinds wait. A worker that gives up repeats the same step. So one
 * worker can always go on: if the queue is full, more workers are about to take than at first; if
 * it is empty, as many as at first are about to put.
 */
public final class ConditionWork implements Work {

    private static final int CAPACITY = 2;
    private static final int ONE_OF_SO_MANY_FOR_ALL = 8;

    private final Lock lock;
    private final Condition notFull;
    private final Condition notEmpty;
    private final List<FutexWord> words;

    // Guarded by the lock.
    private final boolean[] takes;
    private final long[] items = new long[CAPACITY];
    private final int[] waiting = new int[2];
    private long in;
    private long out;
    private boolean over;

    /** Two conditions of the lock, on these words. */
    public ConditionWork(
            int workers, Lock lock, Condition notFull, Condition notEmpty, FutexWord... words) {
        this.lock = lock;
        this.notFull = notFull;
        this.notEmpty = notEmpty;
        this.words = List.of(words);
        takes = new boolean[workers];
        for (int i = 1; i < workers; i += 2) {
            takes[i] = true;
        }
    }

    @Override
    public void round(Worker me) throws InterruptedException {
        if (me.acquire(lock)) {
            try {
                inside(me);
            } finally {
                lock.unlock();
            }
        }
    }

    private void inside(Worker me) throws InterruptedException {
        boolean take = takes[me.number()];
        boolean patient = true;
        while (!isReady(take)) {
            if (over || !patient) {
                return;
            }
            waiting[take ? 1 : 0]++;
            try {
                patient = me.await(take ? notEmpty : notFull);
            } finally {
                waiting[take ? 1 : 0]--;
            }
        }
        if (take) {
            Loss.unlessEqual(out, items[(int) (out % CAPACITY)], "taken out of order");
            out++;
        } else {
            items[(int) (in % CAPACITY)] = in;
            in++;
        }
        me.linger();
        Loss.unless(in >= out && in - out <= CAPACITY, "from " + out + " to " + in + " in a queue");
        signal(take ? notFull : notEmpty, me);
        takes[me.number()] = !take;
        me.done();
    }

    private boolean isReady(boolean take) {
        return take ? in > out : in - out < CAPACITY;
    }

    private static void signal(Condition condition, Worker me) {
        if (me.random(ONE_OF_SO_MANY_FOR_ALL) == 0) {
            condition.signalAll();
        } else {
            condition.signal();
        }
    }

    /** Whether each waiter has a reason: no worker waits that could go on. */
    @Override
    public boolean isAtRest(int[] inside) {
        boolean atRest = false;
        if (lock.tryLock()) {
            atRest =
                    waiting[0] + waiting[1] == inside.length
                            && !(waiting[0] > 0 && isReady(false))
                            && !(waiting[1] > 0 && isReady(true));
            lock.unlock();
        }
        return atRest;
    }

    @Override
    public void letGo() {
        if (lock.tryLock()) {
            try {
                over = true;
                notFull.signalAll();
                notEmpty.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public List<FutexWord> words() {
        return words;
    }

    @Override
    public String toString() {
        return lock + ", queue from " + out + " to " + in;
    }
}
