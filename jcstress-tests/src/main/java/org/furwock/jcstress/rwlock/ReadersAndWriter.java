package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Scenario: a writer writes three places, and a reader reads them. */
@Description("Read-write lock: a reader sees all of what a writer wrote, or nothing.")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The reader was first.")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writer was first: all of it is seen.")
@Outcome(expect = FORBIDDEN, desc = "Both were inside, or the order of the writes is lost.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class ReadersAndWriter {

    private final ReadWriteLock lock;
    private int field;
    private final int[] array = new int[1];
    private final FutexWord offHeap = FutexWord.allocate();

    protected ReadersAndWriter(ReadWriteLock lock) {
        this.lock = lock;
    }

    protected final void write() {
        lock.writeLock().lock();
        field = 1;
        array[0] = 1;
        offHeap.setPlain(1);
        lock.writeLock().unlock();
    }

    protected final void read(III_Result result) {
        lock.readLock().lock();
        result.r3 = offHeap.getPlain();
        result.r2 = array[0];
        result.r1 = field;
        lock.readLock().unlock();
    }

    /** Broken twin: must be found. See {@link SingleCheckLock}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class SingleCheck extends ReadersAndWriter {

        public SingleCheck() {
            super(new SingleCheckLock());
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

    /** Broken twin: a reader tests for a writer before it is counted. */
    static final class SingleCheckLock implements ReadWriteLock {

        private final Side writer = new Side(true);
        private final Side reader = new Side(false);
        private final FutexWord readers = FutexWord.allocate();
        private final FutexWord writing = FutexWord.allocate();

        private final class Side extends ReferenceMutex {

            private final boolean writes;

            Side(boolean writes) {
                this.writes = writes;
            }

            @Override
            public void lock() {
                if (writes) {
                    super.lock();
                    writing.set(1);
                    await(readers);
                } else {
                    await(writing);
                    readers.getAndAdd(1);
                }
            }

            @Override
            public void unlock() {
                if (writes) {
                    writing.set(0);
                    super.unlock();
                } else {
                    readers.getAndAdd(-1);
                }
            }
        }

        private static void await(FutexWord count) {
            while (count.get() != 0) {
                Thread.onSpinWait();
            }
        }

        @Override
        public Lock readLock() {
            return reader;
        }

        @Override
        public Lock writeLock() {
            return writer;
        }
    }
}
