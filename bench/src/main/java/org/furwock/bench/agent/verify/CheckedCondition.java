package org.furwock.bench.agent.verify;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.IntSupplier;

/** A condition that tells the contract about the lock's release and reacquisition in a wait. */
@SuppressWarnings("WaitNotInLoop") // the loop is in the caller
final class CheckedCondition implements Condition {

    private final Condition condition;
    private final HoldContract contract;
    private final IntSupplier holdCount;

    CheckedCondition(Condition condition, HoldContract contract, IntSupplier holdCount) {
        this.condition = condition;
        this.contract = contract;
        this.holdCount = holdCount;
    }

    private interface Wait<T> {
        T await() throws InterruptedException;
    }

    /** The condition that the lock itself has created. */
    static Condition plain(Condition condition) {
        return condition instanceof CheckedCondition checked ? checked.condition : condition;
    }

    private <T> T wait(Wait<T> wait) throws InterruptedException {
        int holds = contract.removeAll();
        try {
            return wait.await();
        } finally {
            if (holds > 0) {
                contract.acquired(holds, holdCount.getAsInt());
            }
        }
    }

    @Override
    public void await() throws InterruptedException {
        wait(
                () -> {
                    condition.await();
                    return true;
                });
    }

    @Override
    public void awaitUninterruptibly() {
        int holds = contract.removeAll();
        try {
            condition.awaitUninterruptibly();
        } finally {
            if (holds > 0) {
                contract.acquired(holds, holdCount.getAsInt());
            }
        }
    }

    @Override
    public long awaitNanos(long nanosTimeout) throws InterruptedException {
        return wait(() -> condition.awaitNanos(nanosTimeout));
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return wait(() -> condition.await(time, unit));
    }

    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        return wait(() -> condition.awaitUntil(deadline));
    }

    @Override
    public void signal() {
        condition.signal();
    }

    @Override
    public void signalAll() {
        condition.signalAll();
    }

    @Override
    public String toString() {
        return condition.toString();
    }
}
