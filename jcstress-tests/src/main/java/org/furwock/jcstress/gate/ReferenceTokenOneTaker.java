package org.furwock.jcstress.gate;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The reference class that the broken twins copy: it must pass. */
@JCStressTest
@State
public class ReferenceTokenOneTaker extends TokenOneTaker {

    public ReferenceTokenOneTaker() {
        super(new ReferenceGate(false));
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
