package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.jcstress.gate.ReferenceGate;

/** BROKEN: a gate for all wakes one of those who wait. */
final class OpenWakesOne extends ReferenceGate {

    OpenWakesOne() {
        super(true);
    }

    @Override
    public void open() {
        word.getAndAdd(1);
        Futex.wake(word, 1);
    }
}
