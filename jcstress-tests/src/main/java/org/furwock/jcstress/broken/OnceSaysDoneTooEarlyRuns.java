package org.furwock.jcstress.broken;

import org.furwock.jcstress.once.RunOnce;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** BROKEN: must be found. See {@link OnceSaysDoneTooEarly} and the scenario. */
@JCStressTest
@State
public class OnceSaysDoneTooEarlyRuns extends RunOnce {

    public OnceSaysDoneTooEarlyRuns() {
        super(new OnceSaysDoneTooEarly()::run);
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
