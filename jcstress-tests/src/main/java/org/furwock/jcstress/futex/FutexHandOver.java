package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The protocol of all futex code: change the word, then wake; sleep only on a value that was read.
 */
@JCStressTest
@Description("Futex: a word is changed and woken while a thread is about to sleep on it.")
@Outcome(
        id = "1",
        expect = ACCEPTABLE,
        desc = "Came through with the data. Else the watchdog ends.")
@Outcome(expect = FORBIDDEN, desc = "Woken without the data that was written before.")
@State
public class FutexHandOver {

    private final FutexWord word = FutexWord.allocate();
    private final Meeting meeting = new Meeting();
    private int data;

    @Actor
    public void waker() {
        meeting.meet();
        Pace.dawdle(100);
        data = 1;
        give(word);
    }

    protected void give(FutexWord word) {
        word.set(1);
        Futex.wake(word, 1);
    }

    @Actor
    public void sleeper(I_Result result) {
        meeting.meet();
        take(word);
        result.r1 = data;
    }

    protected void take(FutexWord word) {
        while (word.get() == 0) {
            Futex.await(word, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        }
    }

    /** Broken twin: reads the word once to decide, and again for the value at which it sleeps. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class RereadsExpected extends FutexHandOver {

        @Override
        protected void take(FutexWord word) {
            while (word.get() == 0) {
                int found = word.get();
                Futex.await(word, found, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
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

    /** Broken twin: wakes before it changes the word. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class WakeBeforeStore extends FutexHandOver {

        @Override
        protected void give(FutexWord word) {
            Futex.wake(word, 1);
            word.set(1);
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
}
