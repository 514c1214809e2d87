package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Each read-modify-write is one step. */
@JCStressTest
@Description("FutexWord: add, or, exclusive or, and compare-and-set by two threads.")
@Outcome(id = "2, 3, 3, 1", expect = ACCEPTABLE, desc = "Each change counts, one CAS won.")
@Outcome(expect = FORBIDDEN, desc = "A change is lost, or both or none won.")
@State
public class WordAtomics {

    private final FutexWord sum = FutexWord.allocate();
    private final FutexWord bits = FutexWord.allocate();
    private final FutexWord flips = FutexWord.allocate();
    private final FutexWord claimed = FutexWord.allocate();
    private boolean won1;
    private boolean won2;

    protected void increment(FutexWord word) {
        word.getAndAdd(1);
    }

    @Actor
    public void actor1() {
        increment(sum);
        bits.getAndBitwiseOr(1);
        flips.getAndBitwiseXor(1);
        won1 = claimed.compareAndSet(0, 1);
    }

    @Actor
    public void actor2() {
        increment(sum);
        bits.getAndBitwiseOr(2);
        flips.getAndBitwiseXor(2);
        won2 = claimed.compareAndSet(0, 1);
    }

    @Arbiter
    public void arbiter(IIII_Result result) {
        result.r1 = sum.get();
        result.r2 = bits.get();
        result.r3 = flips.get();
        result.r4 = (won1 ? 1 : 0) + (won2 ? 1 : 0);
    }

    /** Broken twin: reads, and then writes the sum. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class NonAtomicIncrement extends WordAtomics {

        @Override
        protected void increment(FutexWord word) {
            word.set(word.get() + 1);
        }

        @Override
        @Actor
        public void actor1() {
            super.actor1();
        }

        @Override
        @Actor
        public void actor2() {
            super.actor2();
        }

        @Override
        @Arbiter
        public void arbiter(IIII_Result result) {
            super.arbiter(result);
        }
    }
}
