package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.rwlock.TimedWriter;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class ReadWriteTimedWriter extends TimedWriter {

    public ReadWriteTimedWriter() {
        super(new FutexReentrantReadWriteLock());
    }

    @Actor
    public void actor1() {
        read();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r1 = write();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        result.r2 = isFree();
    }
}
