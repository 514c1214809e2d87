package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * Scenario: an open gate is opened, which changes nothing, and passed at the same time. If it is
 * shut in the end, it was opened before it was passed.
 */
@Description("Gate: opened although it is open, while one passes. (data seen, open in the end)")
@Outcome(id = "[01], true", expect = ACCEPTABLE, desc = "Passed first; or both openings count.")
@Outcome(id = "1, false", expect = ACCEPTABLE, desc = "Opened first, and what was written is seen.")
@Outcome(id = "0, false", expect = FORBIDDEN, desc = "Opened first: what was written is missing.")
public abstract class GateOpenedAgain {

    private final Gate gate;
    private int data;

    protected GateOpenedAgain(Gate gate) {
        this.gate = gate;
        gate.open();
    }

    protected final void openAgain() {
        data = 1;
        gate.open();
    }

    protected final int pass() {
        gate.pass();
        return data;
    }

    protected final boolean isOpen() {
        return gate.isOpen();
    }
}
