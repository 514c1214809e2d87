package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.rwlock.ReadersCrowd;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class ReadWriteCrowd extends ReadersCrowd {

    public ReadWriteCrowd() {
        super(new FutexReentrantReadWriteLock());
    }

    @Actor
    public void actor1() {
        writeWithThird();
    }

    @Actor
    public void actor2() {
        write();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r1 = counter();
        result.r2 = seen();
    }
}
