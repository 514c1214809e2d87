package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.jcstress.ThirdThread;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Scenario: two threads wait at a gate that stays open once it is opened. */
@Description("Gate: opened once, it lets all waiters pass.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both passed. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "Passed, but misses an earlier write.")
public abstract class GateCrowd {

    private final Gate gate;
    private final Meeting meeting = new Meeting();
    private int data;
    private int seenByThird;

    protected GateCrowd(Gate gate) {
        this.gate = gate;
    }

    protected final void open() {
        meeting.meet();
        Pace.dawdle(2000);
        data = 1;
        gate.open();
    }

    protected final int passWithThird() {
        ThirdThread third =
                ThirdThread.start(
                        () -> {
                            gate.pass();
                            seenByThird = data;
                        });
        meeting.meet();
        gate.pass();
        int seen = data;
        third.join();
        return seen;
    }

    protected final int seenByThird() {
        return seenByThird;
    }

    /** Broken twin: must be found. See {@link ReferenceGate.WakesOne}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class WakesOne extends GateCrowd {

        public WakesOne() {
            super(new ReferenceGate.WakesOne());
        }

        @Actor
        public void actor1() {
            open();
        }

        @Actor
        public void actor2(II_Result result) {
            result.r1 = passWithThird();
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r2 = seenByThird();
        }
    }
}
