package org.furwock.jcstress.soak;

import org.furwock.jcstress.gate.Gate;

/** A gate that stays open until the thread that passes closes it. */
final class ResettingGate implements Gate {

    private final Gate gate;
    private final Runnable reset;

    ResettingGate(Gate gate, Runnable reset) {
        this.gate = gate;
        this.reset = reset;
    }

    @Override
    public void open() {
        gate.open();
    }

    @Override
    public void pass() {
        gate.pass();
        reset.run();
    }

    @Override
    public boolean pass(long nanos) throws InterruptedException {
        boolean passed = gate.pass(nanos);
        if (passed) {
            reset.run();
        }
        return passed;
    }

    @Override
    public boolean isOpen() {
        return gate.isOpen();
    }
}
