package org.furwock.jcstress.broken;

import java.util.concurrent.CompletableFuture;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.futex.FutexAsyncCancel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: looks whether the future was woken, and cancels it then. */
@JCStressTest
@State
public class CancelLooksFirst extends FutexAsyncCancel {

    @Override
    protected boolean cancel(CompletableFuture<WaitResult> future) {
        boolean waiting = !future.isDone();
        future.cancel(false);
        return waiting;
    }

    @Override
    @Actor
    public void waker() {
        super.waker();
    }

    @Override
    @Actor
    public void canceller(ZZ_Result result) {
        super.canceller(result);
    }

    @Override
    @Arbiter
    public void arbiter(ZZ_Result result) {
        super.arbiter(result);
    }
}
