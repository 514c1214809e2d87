package org.furwock.jcstress.barrier;

import org.furwock.sync.Barrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Barrier: see the scenario. */
@JCStressTest
@State
public class BarrierGenerations extends Generations {

    public BarrierGenerations() {
        super(new Barrier(2)::await);
    }

    @Actor
    public void actor1(II_Result result) {
        result.r1 = first();
    }

    @Actor
    public void actor2(II_Result result) {
        result.r2 = second();
    }
}
