package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Scenario: a thread writes and opens, another one passes and reads. */
@Description("Gate: it is opened while a thread is about to wait; what was written before is seen.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "Passed and saw it. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "Passed, but misses an earlier write.")
public abstract class GateHandOver {

    private final Gate gate;
    private final Meeting meeting = new Meeting();
    private int data;

    protected GateHandOver(Gate gate) {
        this.gate = gate;
    }

    protected final void open() {
        meeting.meet();
        Pace.dawdle(200);
        data = 1;
        gate.open();
    }

    protected final int pass() {
        meeting.meet();
        gate.pass();
        return data;
    }

    /** Broken twin: must be found. See {@link ReferenceGate.WaiterCheckBeforeOpen}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class WaiterCheckBeforeOpen extends GateHandOver {

        public WaiterCheckBeforeOpen() {
            super(new ReferenceGate.WaiterCheckBeforeOpen());
        }

        @Actor
        public void actor1() {
            open();
        }

        @Actor
        public void actor2(I_Result result) {
            result.r1 = pass();
        }
    }
}
