package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * Scenario: a thread that waits for a token is given one and interrupted at about the same time.
 */
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
}
