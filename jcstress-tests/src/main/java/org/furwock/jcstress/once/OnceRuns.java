package org.furwock.jcstress.once;

import org.furwock.sync.Once;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Once: see the scenario. */
@JCStressTest
@State
public class OnceRuns extends RunOnce {

    public OnceRuns() {
        super(new Once()::run);
    }

    @Actor
    public void actor1(III_Result result) {
        result.r2 = run();
    }

    @Actor
    public void actor2(III_Result result) {
        result.r3 = run();
    }

    @Arbiter
    public void arbiter(III_Result result) {
        result.r1 = runs();
    }
}
