package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.TokenInterrupted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** BROKEN: must be found. See {@link TakingClearsInterrupt} and the scenario. */
@JCStressTest
@State
public class TakingClearsInterruptInterrupted extends TokenInterrupted {

    public TakingClearsInterruptInterrupted() {
        super(new TakingClearsInterrupt());
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
