package org.furwock.jcstress.broken;

import java.lang.invoke.VarHandle;
import org.furwock.jcstress.reentrant.AsymmetricRelease;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: the heir fences for itself alone, and the releaser's write is still on its way. */
@JCStressTest
@State
public class ArmsWithoutMembarrier extends AsymmetricRelease {

    @Override
    @Actor
    public void actor1(ZZ_Result result) {
        super.actor1(result);
    }

    @Override
    @Actor
    public void actor2(ZZ_Result result) {
        super.actor2(result);
    }

    @Override
    protected void fence() {
        VarHandle.fullFence();
    }
}
