package org.furwock.jcstress.rwlock;

import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** RwLock: see the scenario. */
@JCStressTest
@State
public class RwLockVisibility extends ReadersAndWriter {

    public RwLockVisibility() {
        super(new RwLock());
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
