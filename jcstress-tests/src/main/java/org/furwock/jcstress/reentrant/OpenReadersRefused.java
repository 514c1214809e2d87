package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.NeedsMembarrier;
import org.furwock.jcstress.rwlock.ReadersWithoutFence;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * FutexReentrantReadWriteLock where the kernel has granted membarrier and then refuses each call:
 * the writer must still see readers that entered without a fence.
 */
@NeedsMembarrier
@JCStressTest
@State
public class OpenReadersRefused extends ReadersWithoutFence {

    private static final FutexReentrantReadWriteLock LOCK = new FutexReentrantReadWriteLock();

    static {
        MembarrierFault.refuse(LOCK);
    }

    public OpenReadersRefused() {
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
