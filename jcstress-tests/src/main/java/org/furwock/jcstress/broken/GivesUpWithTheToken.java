package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.ReferenceGate;

/** BROKEN: who was woken when its time was over takes the token, and says that it did not. */
final class GivesUpWithTheToken extends ReferenceGate {

    GivesUpWithTheToken() {
        super(false);
    }

    private static final int SHORT_NANOS = 1_000_000;

    @Override
    public boolean pass(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + Math.min(nanos, SHORT_NANOS);
        return super.pass(nanos) && System.nanoTime() - deadline < 0;
    }
}
