package org.furwock.jcstress.gate;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/** The reference class that the broken twins copy: it must pass. */
@JCStressTest
@State
public class ReferenceTokenInterrupted extends TokenInterrupted {

    public ReferenceTokenInterrupted() {
        super(new ReferenceGate(false));
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
