package org.furwock.jcstress.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.Lock;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Scenario: one thread writes plain data under the lock, and another reads them. */
@Description(
        "Visibility: a field, an array and memory off the heap, written and read under a lock.")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The reader was first.")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writer was first: all of it is seen.")
@Outcome(expect = FORBIDDEN, desc = "Part of it is seen: unlock and lock do not order it.")
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public abstract class LockVisibility {

    private final Lock lock;
    private int field;
    private final int[] array = new int[1];
    private final FutexWord offHeap = FutexWord.allocate();

    protected LockVisibility(Lock lock) {
        this.lock = lock;
    }

    protected final void write() {
        lock.lock();
        field = 1;
        array[0] = 1;
        offHeap.setPlain(1);
        lock.unlock();
    }

    protected final void read(III_Result result) {
        lock.lock();
        result.r1 = field;
        result.r2 = array[0];
        result.r3 = offHeap.getPlain();
        lock.unlock();
    }

    /** Broken twin: must be found. See {@link ReferenceMutex.PetersonWithoutFence}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class PetersonWithoutFence extends LockVisibility {

        public PetersonWithoutFence() {
            super(new ReferenceMutex.PetersonWithoutFence());
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
}
