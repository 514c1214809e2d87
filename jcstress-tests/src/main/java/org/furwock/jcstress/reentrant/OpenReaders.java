package org.furwock.jcstress.reentrant;

import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.NeedsMembarrier;
import org.furwock.jcstress.rwlock.ReadersWithoutFence;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** FutexReentrantReadWriteLock: see the scenario. */
@JCStressTest
@State
public class OpenReaders extends ReadersWithoutFence {

    private static final FutexReentrantReadWriteLock LOCK = new FutexReentrantReadWriteLock();

    public OpenReaders() {
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

    /**
     * Broken twin: the writer runs a fence for itself alone, and misses a reader that just entered.
     */
    @BrokenTwin
    @NeedsMembarrier
    @JCStressTest
    @State
    public static class WithoutMembarrier extends ReadersWithoutFence {

        private static final FutexReentrantReadWriteLock LOCK = new FutexReentrantReadWriteLock();

        static {
            MembarrierFault.pretend(LOCK);
        }

        public WithoutMembarrier() {
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
}
