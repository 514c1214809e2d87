package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** Scenario: a thread that waits for a token gets one and an interrupt at about the same time. */
@Description("Token: giving one races an interrupt. (end, still there, interrupt status left)")
@Outcome(id = "TAKEN, false, true", expect = ACCEPTABLE, desc = "Taken; the interrupt stays.")
@Outcome(
        id = "INTERRUPTED, true, false",
        expect = ACCEPTABLE,
        desc = "The exception took the interrupt; the token is there for the next.")
@Outcome(id = ".*, false, false", expect = FORBIDDEN, desc = "The token or the interrupt is lost.")
@Outcome(expect = FORBIDDEN, desc = "Token or interrupt count twice.")
public abstract class TokenInterrupted {

    private static final long FOR_EVER = Long.MAX_VALUE;

    private final Gate gate;
    private final Meeting meeting = new Meeting();
    private volatile Thread taker;
    private volatile boolean interruptSent;
    private boolean statusLeft;

    @SuppressWarnings("NullAway.Init") // the actors write these
    protected TokenInterrupted(Gate gate) {
        this.gate = gate;
    }

    protected final void giveAndInterrupt() {
        meeting.meet();
        Pace.dawdle(300);
        if (ThreadLocalRandom.current().nextBoolean()) {
            interrupt();
            gate.open();
        } else {
            gate.open();
            interrupt();
        }
    }

    private void interrupt() {
        taker.interrupt();
        interruptSent = true;
    }

    protected final String take() {
        taker = Thread.currentThread();
        meeting.meet();
        String end = "INTERRUPTED";
        try {
            end = gate.pass(FOR_EVER) ? "TAKEN" : "TIMED_OUT";
        } catch (InterruptedException e) {
            // One of the two ends.
        }
        Pace.until(() -> interruptSent);
        statusLeft = Thread.interrupted();
        return end;
    }

    protected final boolean isThere() {
        return gate.isOpen();
    }

    protected final boolean statusLeft() {
        return statusLeft;
    }

    /** Broken twin: must be found. See {@link ReferenceGate.TakeClearsInterrupt}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class TakeClearsInterrupt extends TokenInterrupted {

        public TakeClearsInterrupt() {
            super(new ReferenceGate.TakeClearsInterrupt());
        }

        @Actor
        public void actor1() {
            giveAndInterrupt();
        }

        @Actor
        public void actor2(LZZ_Result result) {
            result.r1 = take();
        }

        @Arbiter
        public void arbiter(LZZ_Result result) {
            result.r2 = isThere();
            result.r3 = statusLeft();
        }
    }
}
