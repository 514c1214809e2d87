package org.furwock.jcstress.broken;

import java.util.concurrent.locks.Lock;
import org.furwock.jcstress.condition.ConditionBroadcast;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: must be found. See {@link SignalAllForgetsSome} and the scenario. */
@JCStressTest
@State
public class SignalAllForgetsSomeBroadcast extends ConditionBroadcast {

    public SignalAllForgetsSomeBroadcast() {
        this(new ReferenceMutex());
    }

    private SignalAllForgetsSomeBroadcast(Lock lock) {
        super(lock, new SignalAllForgetsSome(lock));
    }

    @Actor
    public void actor1() {
        awaitWithThird();
    }

    @Actor
    public void actor2() {
        broadcast();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = counter();
    }
}
