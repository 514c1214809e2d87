package org.furwock.jcstress.broken;

import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.futex.FutexInterruptToken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILZ_Result;

/** BROKEN: a sleeper that was woken looks at its interrupt status first. */
@JCStressTest
@State
public class InterruptHidesWake extends FutexInterruptToken {

    @Override
    protected WaitResult await(FutexWord word) {
        WaitResult result = super.await(word);
        return Thread.currentThread().isInterrupted() ? WaitResult.INTERRUPTED : result;
    }

    @Override
    @Actor
    public void waker(ILZ_Result result) {
        super.waker(result);
    }

    @Override
    @Actor
    public void sleeper(ILZ_Result result) {
        super.sleeper(result);
    }
}
