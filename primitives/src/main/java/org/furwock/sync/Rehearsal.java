package org.furwock.sync;

import org.furwock.futex.Deadline;
import org.furwock.sync.LockQueue.Waiter;

/**
 * What is done with a lock that is thrown away, before the first one of its kind is used, so that
 * nothing is done for the first time when the memory has run out: the first time may load classes
 * and link call sites, which takes some. A queue that somebody cannot leave for that reason serves
 * nobody any more.
 */
final class Rehearsal {

    private Rehearsal() {}

    static void of(FutexReentrantLock lock) {
        queue(lock);
        lock.lock();
        try {
            condition(lock);
        } finally {
            lock.unlock();
        }
    }

    static void of(ReadWriteDoor door) {
        queue(door);
        door.readCounted(false, soon());
        door.write(false, soon()); // waits for itself
        door.unlockRead();
        door.write(false, soon());
        condition(door);
        door.unlockWrite();
    }

    /** Each way into the queue and out of it. */
    private static void queue(QueuedLock lock) {
        ThreadParker parker = ThreadParker.current();
        lock.tryAcquire();
        for (boolean fair : new boolean[] {true, false}) {
            lock.acquire(fair, false, soon());
            lock.acquire(fair, true, soon());
        }
        Waiter first = waiter(lock, parker);
        Waiter second = waiter(lock, parker);
        lock.demand(first);
        lock.arm();
        lock.release(); // hands it over
        lock.enter(first);
        lock.release(); // wakes the second
        parker.park(false, soon(), lock);
        lock.giveUp(second);
        ThreadParker.pause(false, Deadline.NEVER);
    }

    private static Waiter waiter(QueuedLock lock, ThreadParker parker) {
        Waiter waiter = lock.newWaiter(parker, Waiter.WAITING);
        lock.append(waiter);
        return waiter;
    }

    /** By the owner. */
    private static void condition(QueuedLock lock) {
        QueuedCondition condition = new QueuedCondition(lock);
        condition.waitForSignal(false, soon());
        condition.signalAll();
    }

    private static Deadline soon() {
        return Deadline.afterNanos(1);
    }
}
