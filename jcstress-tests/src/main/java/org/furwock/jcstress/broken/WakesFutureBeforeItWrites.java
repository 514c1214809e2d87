package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.futex.FutexAsync;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** BROKEN: a future that begins to wait in between is forgotten. */
@JCStressTest
@State
public class WakesFutureBeforeItWrites extends FutexAsync {

    @Override
    protected int give(FutexWord word) {
        int woken = Futex.wake(word, 1);
        word.set(1);
        return woken;
    }

    @Override
    @Actor
    public void waker(IL_Result result) {
        super.waker(result);
    }

    @Override
    @Actor
    public void waiter(IL_Result result) {
        super.waiter(result);
    }
}
