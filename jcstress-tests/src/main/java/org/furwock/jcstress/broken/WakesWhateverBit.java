package org.furwock.jcstress.broken;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.futex.FutexBitset;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/** BROKEN: a wake for some bits goes to whoever sleeps there. */
@JCStressTest
@State
public class WakesWhateverBit extends FutexBitset {

    @Override
    protected int wake(FutexWord word, int bits) {
        return Futex.wake(word, 1);
    }

    @Override
    @Actor
    public void waker(IIL_Result result) {
        super.waker(result);
    }

    @Override
    @Actor
    public void sleeper(IIL_Result result) {
        super.sleeper(result);
    }
}
