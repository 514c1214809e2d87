package org.furwock.jcstress.ladder;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.LockSupport;
import org.furwock.drepper.Mutex1;
import org.furwock.drepper.Mutex2;
import org.furwock.drepper.PaperMutex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.ThirdThread;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads wait for a Mutex2 that a third one holds for a while. */
@JCStressTest
@Description("Ladder: two threads wait for a held mutex. (the word; 4 stands for more)")
@Outcome(
        id = {"1", "2", "3"},
        expect = ACCEPTABLE,
        desc = "Each waiter changed the word once at most, and sleeps.")
@Outcome(id = "4", expect = FORBIDDEN, desc = "The waiters kept each other awake.")
@State
public class MutexWaiters {

    private static final long HOLD_NANOS = 50_000;

    private final FutexWord word;
    private final PaperMutex mutex;
    private final Meeting meeting = new Meeting();
    private int additions;

    public MutexWaiters() {
        this(FutexWord.allocate(), Mutex2::new);
    }

    /** Makes a step of the ladder on a word. */
    protected interface Step {
        PaperMutex on(FutexWord word);
    }

    protected MutexWaiters(FutexWord word, Step step) {
        this.word = word;
        mutex = step.on(word);
        mutex.lock();
    }

    @Actor
    public void actor1(I_Result result) {
        ThirdThread holder = ThirdThread.start(this::holdAndUnlock);
        pass();
        holder.join();
        result.r1 = Math.min(additions, 4);
    }

    @Actor
    public void actor2() {
        pass();
    }

    private void pass() {
        meeting.meet();
        mutex.lock();
        mutex.unlock();
    }

    private void holdAndUnlock() {
        LockSupport.parkNanos(HOLD_NANOS);
        additions = word.get();
        mutex.unlock();
    }

    /** Broken twin: each waiter of Mutex1 adds one, which keeps the other one from sleeping. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class Mutex1LiveLocks extends MutexWaiters {

        public Mutex1LiveLocks() {
            super(FutexWord.allocate(), Mutex1::new);
        }

        @Override
        @Actor
        public void actor1(I_Result result) {
            super.actor1(result);
        }

        @Override
        @Actor
        public void actor2() {
            super.actor2();
        }
    }
}
