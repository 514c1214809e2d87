package org.furwock.jcstress.broken;

import org.furwock.jcstress.barrier.Generations;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** BROKEN: must be found. See {@link BarrierWithoutGeneration} and the scenario. */
@JCStressTest
@State
public class BarrierWithoutGenerationRounds extends Generations {

    public BarrierWithoutGenerationRounds() {
        super(new BarrierWithoutGeneration()::await);
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
