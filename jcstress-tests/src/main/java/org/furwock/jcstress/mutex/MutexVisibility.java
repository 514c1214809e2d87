package org.furwock.jcstress.mutex;

import org.furwock.jcstress.lock.LockVisibility;
import org.furwock.sync.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Mutex: see the scenario. */
@JCStressTest
@State
public class MutexVisibility extends LockVisibility {

    public MutexVisibility() {
        super(new Mutex());
    }

    @Actor
    public void actor1() {
        write();
    }

    @Actor
    public void actor2(III_Result result) {
        read(result);
    }
}
