package org.furwock.jcstress.mutex;

import org.furwock.jcstress.lock.LockTryAfterUnlock;
import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Mutex: see the scenario. */
@JCStressTest
@State
public class MutexTryAfterUnlock extends LockTryAfterUnlock {

    public MutexTryAfterUnlock() {
        super(new Mutex());
    }

    @Actor
    public void actor1() {
        use();
    }

    @Actor
    public void actor2(III_Result result) {
        attempt(result);
    }
}
