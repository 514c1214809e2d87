package org.furwock.jcstress.ladder;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
import org.furwock.drepper.Condition2;
import org.furwock.drepper.Condition3;
import org.furwock.drepper.Mutex3;
import org.furwock.drepper.PaperCondition;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thread sleeps on a Condition3. Another thread holds the mutex and signals. Then it reads where
 * the waiter sleeps: still in its wait, because the kernel has moved it to another word; or in the
 * mutex's {@code lock}, because it was woken.
 */
@JCStressTest
@Description("Ladder: a broadcast by the owner of the mutex. (the waiter was woken in vain)")
@Outcome(id = "false", expect = ACCEPTABLE, desc = "The waiter was moved in its sleep.")
@Outcome(id = "true", expect = FORBIDDEN, desc = "The waiter was woken, and sleeps again.")
@State
public class ConditionBroadcast {

    private static final String MUTEX = Mutex3.class.getName();

    private final FutexWord held = FutexWord.allocate();
    private final FutexWord count = FutexWord.allocate();
    private final Mutex3 mutex = new Mutex3(held);
    private final PaperCondition condition;
    private volatile Thread waiter;
    private boolean open;

    public ConditionBroadcast() {
        this(Condition3::new);
    }

    /** Makes a step of the ladder. */
    protected interface Step {
        PaperCondition of(Mutex3 mutex, FutexWord count);
    }

    @SuppressWarnings("NullAway.Init") // the actor writes the field
    protected ConditionBroadcast(Step step) {
        condition = step.of(mutex, count);
    }

    @Actor
    public void actor1() {
        waiter = Thread.currentThread();
        mutex.lock();
        while (!open) {
            condition.await();
        }
        mutex.unlock();
    }

    @Actor
    public void actor2(Z_Result result) {
        Pace.until(() -> Futex.sleepers(count) == 1);
        mutex.lock();
        open = true;
        condition.signalAll();
        Pace.until(() -> Futex.sleepers(held) == 1);
        result.r1 = isInLock(waiter);
        mutex.unlock();
    }

    private static boolean isInLock(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(
                        frame ->
                                frame.getClassName().equals(MUTEX)
                                        && frame.getMethodName().equals("lock"));
    }

    /** Broken twin: Condition2 wakes the waiter while the mutex is held. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class Condition2WakesEarly extends ConditionBroadcast {

        public Condition2WakesEarly() {
            super(Condition2::new);
        }

        @Override
        @Actor
        public void actor1() {
            super.actor1();
        }

        @Override
        @Actor
        public void actor2(Z_Result result) {
            super.actor2(result);
        }
    }
}
