package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.lock.LockVisibility;
import org.furwock.locks.FutexReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** FutexReentrantLock: see the scenario. */
@JCStressTest
@State
public class ReentrantVisibility extends LockVisibility {

    public ReentrantVisibility() {
        super(new FutexReentrantLock());
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
