package org.furwock.jcstress.gate;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The reference class that the broken twins copy: it must pass. */
@JCStressTest
@State
public class ReferenceTokenTimed extends TokenTimed {

    public ReferenceTokenTimed() {
        super(new ReferenceGate(false));
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
