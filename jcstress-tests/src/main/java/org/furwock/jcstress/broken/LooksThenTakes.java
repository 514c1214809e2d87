package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.ReferenceGate;

/** BROKEN: the look at the token and the taking are two steps: two take the same one. */
final class LooksThenTakes extends ReferenceGate {

    LooksThenTakes() {
        super(false);
    }

    @Override
    protected boolean tryPass() {
        int found = word.get();
        if (found > 0) {
            Thread.onSpinWait();
            word.set(found - 1);
        }
        return found > 0;
    }
}
