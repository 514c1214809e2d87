package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * Scenario: one thread opens an open gate, which changes nothing, while another one passes. If the
 * gate is shut in the end, the opening came before the passing.
 */
@Description("Gate: one opens an open gate, another one passes. (data seen, open in the end)")
@Outcome(id = "[01], true", expect = ACCEPTABLE, desc = "Passed first; or both openings count.")
@Outcome(id = "1, false", expect = ACCEPTABLE, desc = "Opened first, and the write is seen.")
@Outcome(id = "0, false", expect = FORBIDDEN, desc = "Opened first, but the write is not seen.")
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

    /** Broken twin: must be found. See {@link ReferenceGate.OpenWithoutWrite}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class OpenWithoutWrite extends GateOpenedAgain {

        public OpenWithoutWrite() {
            super(new ReferenceGate.OpenWithoutWrite());
        }

        @Actor
        public void actor1() {
            openAgain();
        }

        @Actor
        public void actor2(IZ_Result result) {
            result.r1 = pass();
        }

        @Arbiter
        public void arbiter(IZ_Result result) {
            result.r2 = isOpen();
        }
    }
}
