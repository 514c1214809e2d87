package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.rwlock.ReadersAndWriter;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class ReadWriteVisibility extends ReadersAndWriter {

    public ReadWriteVisibility() {
        super(new FutexReentrantReadWriteLock());
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
