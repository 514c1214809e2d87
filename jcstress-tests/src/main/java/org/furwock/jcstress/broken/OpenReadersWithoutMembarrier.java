package org.furwock.jcstress.broken;

import org.furwock.jcstress.rwlock.ReadersWithoutFence;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** BROKEN: the writer fences for itself alone, and does not see who has just come in to read. */
@JCStressTest
@State
public class OpenReadersWithoutMembarrier extends ReadersWithoutFence {

    private static final FutexReentrantReadWriteLock LOCK = new FutexReentrantReadWriteLock();

    static {
        Membarrier.takeAwayFrom(LOCK);
    }

    public OpenReadersWithoutMembarrier() {
        super(LOCK);
    }

    @Actor
    public void writer() {
        write();
    }

    @Actor
    public void reader(Z_Result result) {
        read(result);
    }
}
