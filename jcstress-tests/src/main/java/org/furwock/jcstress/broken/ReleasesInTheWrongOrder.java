package org.furwock.jcstress.broken;

import org.furwock.jcstress.reentrant.AsymmetricRelease;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: the release looks before it writes, as a compiler might have it. */
@JCStressTest
@State
public class ReleasesInTheWrongOrder extends AsymmetricRelease {

    @Override
    @Actor
    public void actor1(ZZ_Result result) {
        result.r1 = isArmed();
        free();
    }

    @Override
    @Actor
    public void actor2(ZZ_Result result) {
        super.actor2(result);
    }
}
