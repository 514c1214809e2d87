package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Volatile accesses of all words have one order. Two threads each write one word and then read the
 * other word: at least one sees the other's write. "Set the flag, then test" relies on this.
 */
@JCStressTest
@Description("FutexWord: volatile writes and reads of two words (Dekker).")
@Outcome(
        id = {"0, 1", "1, 0", "1, 1"},
        expect = ACCEPTABLE,
        desc = "One write was the first.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both reads came before both writes.")
@State
public class WordDekker {

    private final FutexWord one = FutexWord.allocate();
    private final FutexWord other = FutexWord.allocate();

    protected void write(FutexWord word) {
        word.set(1);
    }

    @Actor
    public void actor1(II_Result result) {
        write(one);
        result.r1 = other.get();
    }

    @Actor
    public void actor2(II_Result result) {
        write(other);
        result.r2 = one.get();
    }

    /** Broken twin: a release store may still be in the store buffer when the next load is done. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class ReleaseStores extends WordDekker {

        @Override
        protected void write(FutexWord word) {
            word.setRelease(1);
        }

        @Override
        @Actor
        public void actor1(II_Result result) {
            super.actor1(result);
        }

        @Override
        @Actor
        public void actor2(II_Result result) {
            super.actor2(result);
        }
    }
}
