package org.furwock.jcstress.gate;

import org.furwock.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Semaphore: see the scenario. */
@JCStressTest
@State
public class SemaphoreTokenOneTaker extends TokenOneTaker {

    public SemaphoreTokenOneTaker() {
        super(Gates.of(new Semaphore(0)));
    }

    @Actor
    public void actor1(II_Result result) {
        result.r1 = giveTwo();
    }

    @Actor
    public void actor2() {
        takeWithThird();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r2 = taken();
    }
}
