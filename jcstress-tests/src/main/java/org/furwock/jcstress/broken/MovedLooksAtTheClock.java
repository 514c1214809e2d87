package org.furwock.jcstress.broken;

import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.futex.FutexRequeue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/** BROKEN: a sleeper that was moved and woken says that it timed out. */
@JCStressTest
@State
public class MovedLooksAtTheClock extends FutexRequeue {

    @Override
    protected WaitResult await(FutexWord word, boolean interruptible, long deadline) {
        WaitResult result = super.await(word, interruptible, deadline);
        return System.nanoTime() - deadline > 0 ? WaitResult.TIMED_OUT : result;
    }

    @Override
    @Actor
    public void mover(IIL_Result result) {
        super.mover(result);
    }

    @Override
    @Actor
    public void sleeper(IIL_Result result) {
        super.sleeper(result);
    }
}
