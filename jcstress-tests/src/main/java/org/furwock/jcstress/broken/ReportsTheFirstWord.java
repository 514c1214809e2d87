package org.furwock.jcstress.broken;

import org.furwock.futex.WaitAnyResult;
import org.furwock.jcstress.futex.FutexAwaitAny;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/** BROKEN: whichever word it was woken at, it says the first. */
@JCStressTest
@State
public class ReportsTheFirstWord extends FutexAwaitAny {

    @Override
    protected int which(WaitAnyResult end) {
        return 0;
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
