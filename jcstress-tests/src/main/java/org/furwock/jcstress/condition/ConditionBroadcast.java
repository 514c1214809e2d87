package org.furwock.jcstress.condition;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.ThirdThread;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/** Scenario: two threads wait, and all are signalled at once. */
@Description("Condition: signalAll reaches all who wait.")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both came back. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "Two were inside the lock at once.")
// An exception ends the run anyway, and nothing returns for no reason here.
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"})
public abstract class ConditionBroadcast {

    private final Lock lock;
    private final Condition condition;
    private int waiting;
    private int counter;

    protected ConditionBroadcast(Lock lock) {
        this(lock, lock.newCondition());
    }

    protected ConditionBroadcast(Lock lock, Condition condition) {
        this.lock = lock;
        this.condition = condition;
    }

    protected final void awaitWithThird() {
        ThirdThread third = ThirdThread.start(this::await);
        await();
        third.join();
    }

    private void await() {
        lock.lock();
        waiting++;
        condition.awaitUninterruptibly();
        counter++;
        lock.unlock();
    }

    protected final void broadcast() {
        lock.lock();
        while (waiting < 2) {
            lock.unlock();
            Thread.yield();
            lock.lock();
        }
        condition.signalAll();
        lock.unlock();
    }

    protected final int counter() {
        return counter;
    }
}
