package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.ReferenceGate;

/** BROKEN: opening an open gate only looks, so that it orders nothing before who passes next. */
final class OpenOnlyLooks extends ReferenceGate {

    OpenOnlyLooks() {
        super(false);
    }

    @Override
    public void open() {
        if (word.get() == 0) {
            super.open();
        }
    }
}
