package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.Pace;
import org.furwock.jcstress.gate.ReferenceGate;

/** BROKEN: looks whether anybody waits before it opens: who comes in between sleeps for ever. */
final class OpenWakesIfAwaited extends ReferenceGate {

    OpenWakesIfAwaited() {
        super(true);
    }

    private static final int LONG_ENOUGH_TO_FALL_ASLEEP = 300;

    private final FutexWord waiters = FutexWord.allocate();

    @Override
    public void open() {
        boolean awaited = waiters.get() > 0;
        Pace.dawdle(LONG_ENOUGH_TO_FALL_ASLEEP);
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
