package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.futex.FutexWakeOp;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** BROKEN: the word is read, changed and woken one after the other. */
@JCStressTest
@State
public class AddsAndWakesInSteps extends FutexWakeOp {

    @Override
    protected int addAndWake(FutexWord first, FutexWord second) {
        second.set(second.get() + 1);
        return Futex.wake(second, 1);
    }

    @Override
    @Actor
    public void waker(II_Result result) {
        super.waker(result);
    }

    @Override
    @Actor
    public void sleeper() {
        super.sleeper();
    }

    @Override
    @Arbiter
    public void arbiter(II_Result result) {
        super.arbiter(result);
    }
}
