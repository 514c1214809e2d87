package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.ThirdThread;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Scenario: two threads wait for a token. There is one, and a second after the first is taken. */
@Description("Token: two threads wait, and each of two tokens is taken by one of them.")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "One each. Else the watchdog ends the run.")
@Outcome(id = "2, .*", expect = FORBIDDEN, desc = "One token was taken twice.")
public abstract class TokenOneTaker {

    private final Gate gate;
    private final Meeting meeting = new Meeting();
    private volatile int takenByTaker;
    private volatile int takenByThird;

    protected TokenOneTaker(Gate gate) {
        this.gate = gate;
    }

    /** Gives two tokens; returns the number of takers before the second one. */
    protected final int giveTwo() {
        meeting.meet();
        gate.open();
        while (taken() == 0) {
            Thread.yield();
        }
        int taken = taken();
        gate.open();
        return taken;
    }

    protected final void takeWithThird() {
        ThirdThread third =
                ThirdThread.start(
                        () -> {
                            gate.pass();
                            takenByThird = 1;
                        });
        meeting.meet();
        gate.pass();
        takenByTaker = 1;
        third.join();
    }

    protected final int taken() {
        return takenByTaker + takenByThird;
    }

    /** Broken twin: must be found. See {@link ReferenceGate.NonAtomicTake}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class NonAtomicTake extends TokenOneTaker {

        public NonAtomicTake() {
            super(new ReferenceGate.NonAtomicTake());
        }

        @Actor
        public void actor1(II_Result result) {
            result.r1 = giveTwo();
        }

        @Actor
        public void actor2() {
            takeWithThird();
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r2 = taken();
        }
    }
}
