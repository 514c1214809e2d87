package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/** Scenario: one token is given when the time of a thread that waits for it is about over. */
@Description("Token: giving one races a time-out. (taken, still there)")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Taken.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "Too late: it is there for the next.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "The token is lost.")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "The token was taken, and is still there.")
public abstract class TokenTimed {

    private final Gate gate;
    private final Meeting meeting = new Meeting();

    protected TokenTimed(Gate gate) {
        this.gate = gate;
    }

    protected final void give() {
        meeting.meet();
        Pace.dawdle(2500);
        gate.open();
    }

    protected final boolean take() {
        meeting.meet();
        try {
            return gate.pass(ThreadLocalRandom.current().nextInt(50_000));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    protected final boolean isThere() {
        return gate.isOpen();
    }
}
