package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.GateCrowd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** BROKEN: must be found. See {@link OpenWakesOne} and the scenario. */
@JCStressTest
@State
public class OpenWakesOneCrowd extends GateCrowd {

    public OpenWakesOneCrowd() {
        super(new OpenWakesOne());
    }

    @Actor
    public void actor1() {
        open();
    }

    @Actor
    public void actor2(II_Result result) {
        result.r1 = passWithThird();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r2 = seenByThird();
    }
}
