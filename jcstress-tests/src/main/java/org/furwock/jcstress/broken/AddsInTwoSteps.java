package org.furwock.jcstress.broken;

import org.furwock.futex.FutexWord;
import org.furwock.jcstress.futex.WordAtomics;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** BROKEN: reads, and then writes what it computed. */
@JCStressTest
@State
public class AddsInTwoSteps extends WordAtomics {

    @Override
    protected void increment(FutexWord word) {
        word.set(word.get() + 1);
    }

    @Override
    @Actor
    public void actor1() {
        super.actor1();
    }

    @Override
    @Actor
    public void actor2() {
        super.actor2();
    }

    @Override
    @Arbiter
    public void arbiter(IIII_Result result) {
        super.arbiter(result);
    }
}
