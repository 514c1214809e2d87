package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ReferenceCondition;

/** BROKEN: a signal is a flag: a second one before the first was taken does nothing. */
final class SignalsAreMerged extends ReferenceCondition {

    private boolean given;

    SignalsAreMerged(Lock lock) {
        super(lock);
    }

    @Override
    public void signal() {
        if (!given) {
            given = true;
            super.signal();
        }
    }

    @Override
    protected boolean waitForSignal(boolean interruptible, long deadline) {
        boolean signalled = super.waitForSignal(interruptible, deadline);
        given = false;
        return signalled;
    }
}
