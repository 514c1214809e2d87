package org.furwock.jcstress.broken;

import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.futex.FutexWakeToken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** BROKEN: a sleeper that was woken looks at the clock first, and says that it timed out. */
@JCStressTest
@State
public class ReportsTimeOutFirst extends FutexWakeToken {

    @Override
    protected WaitResult await(FutexWord word, boolean interruptible, long deadline) {
        WaitResult result = super.await(word, interruptible, deadline);
        return System.nanoTime() - deadline >= 0 ? WaitResult.TIMED_OUT : result;
    }

    @Override
    @Actor
    public void waker(IL_Result result) {
        super.waker(result);
    }

    @Override
    @Actor
    public void sleeper(IL_Result result) {
        super.sleeper(result);
    }
}
