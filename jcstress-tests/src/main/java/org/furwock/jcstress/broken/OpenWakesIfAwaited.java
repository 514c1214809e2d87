package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.gate.ReferenceGate;

/** BROKEN: looks whether anybody waits before it opens: who comes in between sleeps for ever. */
final class OpenWakesIfAwaited extends ReferenceGate {

    OpenWakesIfAwaited() {
        super(true);
    }

    private final FutexWord waiters = FutexWord.allocate();

    @Override
    public void open() {
        boolean awaited = waiters.get() > 0;
        word.getAndAdd(1);
        if (awaited) {
            Futex.wakeAll(word);
        }
    }

    @Override
    protected boolean sleep(boolean interruptible, long deadline) {
        waiters.getAndAdd(1);
        boolean patient = super.sleep(interruptible, deadline);
        waiters.getAndAdd(-1);
        return patient;
    }
}
