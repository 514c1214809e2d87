package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.ReferenceGate;

/** BROKEN: who takes a token while it is interrupted loses the interrupt. */
final class TakingClearsInterrupt extends ReferenceGate {

    TakingClearsInterrupt() {
        super(false);
    }

    @Override
    public boolean pass(long nanos) throws InterruptedException {
        boolean passed = super.pass(nanos);
        Thread.interrupted();
        return passed;
    }
}
