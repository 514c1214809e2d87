package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.futex.FutexHandOver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: the wake is given before the word is changed. */
@JCStressTest
@State
public class WakesBeforeItWrites extends FutexHandOver {

    @Override
    protected void give(FutexWord word) {
        Futex.wake(word, 1);
        word.set(1);
    }

    @Override
    @Actor
    public void waker() {
        super.waker();
    }

    @Override
    @Actor
    public void sleeper(I_Result result) {
        super.sleeper(result);
    }
}
