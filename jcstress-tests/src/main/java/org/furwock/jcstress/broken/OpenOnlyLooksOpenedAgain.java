package org.furwock.jcstress.broken;

import org.furwock.jcstress.gate.GateOpenedAgain;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** BROKEN: must be found. See {@link OpenOnlyLooks} and the scenario. */
@JCStressTest
@State
public class OpenOnlyLooksOpenedAgain extends GateOpenedAgain {

    public OpenOnlyLooksOpenedAgain() {
        super(new OpenOnlyLooks());
    }

    @Actor
    public void actor1() {
        openAgain();
    }

    @Actor
    public void actor2(IZ_Result result) {
        result.r1 = pass();
    }

    @Arbiter
    public void arbiter(IZ_Result result) {
        result.r2 = isOpen();
    }
}
