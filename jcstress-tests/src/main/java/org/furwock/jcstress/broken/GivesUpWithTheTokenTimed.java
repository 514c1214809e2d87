package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.TokenTimed;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: must be found. See {@link GivesUpWithTheToken} and the scenario. */
@JCStressTest
@State
public class GivesUpWithTheTokenTimed extends TokenTimed {

    public GivesUpWithTheTokenTimed() {
        super(new GivesUpWithTheToken());
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
