package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ReferenceCondition;

/** BROKEN: a signal is a permit, which whoever comes next may take. */
final class SignalsAreStolen extends ReferenceCondition {

    private int permits;

    SignalsAreStolen(Lock lock) {
        super(lock);
    }

    @Override
    public void signal() {
        permits++;
        super.signal();
    }

    @Override
    protected boolean waitForSignal(boolean interruptible, long deadline) {
        while (permits == 0) {
            if (!super.waitForSignal(interruptible, deadline)) {
                return false;
            }
        }
        permits--;
        return true;
    }
}
