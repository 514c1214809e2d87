package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.jcstress.gate.ReferenceGate;

/** BROKEN: opening only wakes, so that a token which nobody awaits is lost. */
final class OpenWithoutMemory extends ReferenceGate {

    OpenWithoutMemory() {
        super(false);
    }

    @Override
    public void open() {
        if (Futex.wakeAll(word) > 0) {
            word.getAndAdd(1);
            Futex.wakeAll(word);
        }
    }
}
