package org.furwock.jcstress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/** Scenario: a gate that stays open is opened when a thread's time-out is nearly over. */
@Description("Gate: opening races a time-out. (passed, open afterwards)")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Passed in time.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "Too late; open for the next thread.")
@Outcome(id = ".*, false", expect = FORBIDDEN, desc = "The gate was opened, but is not open.")
public abstract class GateTimed {

    private final Gate gate;
    private final Meeting meeting = new Meeting();

    protected GateTimed(Gate gate) {
        this.gate = gate;
    }

    protected final void open() {
        meeting.meet();
        Pace.dawdle(2500);
        gate.open();
    }

    protected final boolean pass() {
        meeting.meet();
        try {
            return gate.pass(ThreadLocalRandom.current().nextInt(50_000));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    protected final boolean isOpen() {
        return gate.isOpen();
    }
}
