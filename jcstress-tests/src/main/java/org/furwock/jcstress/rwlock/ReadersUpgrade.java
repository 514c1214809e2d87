package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Scenario: two readers, also the last one to read, try to become writers. */
@Description("Read-write lock: no reader becomes a writer. (tries of two readers)")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Both are refused.")
@Outcome(expect = FORBIDDEN, desc = "A writer is inside beside a reader, perhaps itself.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class ReadersUpgrade {

    private final ReadWriteLock lock;

    protected ReadersUpgrade(ReadWriteLock lock) {
        this.lock = lock;
    }

    protected final boolean upgrade() {
        lock.readLock().lock();
        boolean upgraded = lock.writeLock().tryLock();
        if (upgraded) {
            lock.writeLock().unlock();
        }
        lock.readLock().unlock();
        return upgraded;
    }

    /** Broken twin: must be found. See {@link ReadersAndWriter.SingleCheckLock}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class SingleCheck extends ReadersUpgrade {

        public SingleCheck() {
            super(new ReadersAndWriter.SingleCheckLock());
        }

        @Actor
        public void actor1(ZZ_Result result) {
            result.r1 = upgrade();
        }

        @Actor
        public void actor2(ZZ_Result result) {
            result.r2 = upgrade();
        }
    }
}
