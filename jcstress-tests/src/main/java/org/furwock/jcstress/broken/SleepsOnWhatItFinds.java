package org.furwock.jcstress.broken;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.futex.FutexHandOver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** BROKEN: reads the word once to decide, and once more to say at which value to sleep. */
@JCStressTest
@State
public class SleepsOnWhatItFinds extends FutexHandOver {

    @Override
    protected void take(FutexWord word) {
        while (word.get() == 0) {
            int found = word.get();
            Futex.await(word, found, Futex.MATCH_ANY, false, Deadline.NEVER_NANOS, word);
        }
    }

    @Override
    @Actor
    public void waker() {
        super.waker();
    }

    @Override
    @Actor
    public void sleeper(I_Result result) {
        super.sleeper(result);
    }
}
