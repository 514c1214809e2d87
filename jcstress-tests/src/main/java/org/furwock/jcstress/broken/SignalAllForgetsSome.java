package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ReferenceCondition;

/** BROKEN: signalAll signals one. */
final class SignalAllForgetsSome extends ReferenceCondition {

    SignalAllForgetsSome(Lock lock) {
        super(lock);
    }

    @Override
    public void signalAll() {
        signal();
    }
}
