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
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Scenario: a token is released when the time-out of its waiter is nearly over. */
@Description("Token: giving one races a time-out. (taken, still there)")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Taken.")
@Outcome(
        id = "false, true",
        expect = ACCEPTABLE,
        desc = "Too late; the token is left for the next.")
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

    /** Broken twin: must be found. See {@link ReferenceGate.LosesEarlyToken}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class LosesEarlyToken extends TokenTimed {

        public LosesEarlyToken() {
            super(new ReferenceGate.LosesEarlyToken());
        }

        @Actor
        public void actor1() {
            give();
        }

        @Actor
        public void actor2(ZZ_Result result) {
            result.r1 = take();
        }

        @Arbiter
        public void arbiter(ZZ_Result result) {
            result.r2 = isThere();
        }
    }

    /** Broken twin: must be found. See {@link ReferenceGate.TimeoutConsumesToken}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class TimeoutConsumesToken extends TokenTimed {

        public TimeoutConsumesToken() {
            super(new ReferenceGate.TimeoutConsumesToken());
        }

        @Actor
        public void actor1() {
            give();
        }

        @Actor
        public void actor2(ZZ_Result result) {
            result.r1 = take();
        }

        @Arbiter
        public void arbiter(ZZ_Result result) {
            result.r2 = isThere();
        }
    }
}
