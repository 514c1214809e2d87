package org.furwock.jcstress.broken;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.furwock.jcstress.condition.ReferenceCondition;
import org.furwock.jcstress.gate.Gate;
import org.furwock.jcstress.gate.ReferenceGate;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.furwock.jcstress.soak.ConditionWork;
import org.furwock.jcstress.soak.GateWork;
import org.furwock.jcstress.soak.LockWork;
import org.furwock.jcstress.soak.Task;

/** What a soak must find, and what it must not. */
public final class SoakTwins {

    private SoakTwins() {}

    /** Right as they stand. */
    public static List<Task> sound() {
        return List.of(
                lock(ReferenceMutex::new),
                gate(() -> new ReferenceGate(false)),
                condition(ReferenceCondition::new));
    }

    /** BROKEN: each must be found. */
    public static List<Task> broken() {
        return List.of(
                lock(LooksThenLocks::new),
                lock(UnlockForgetsWake::new),
                lock(HeldAfterSleep::new),
                lock(InterruptSwallowsWake::new),
                lock(InterruptIsLost::new),
                lock(TimedSwallowsWake::new),
                lock(TimedLeavesItLocked::new),
                gate(TakingClearsInterrupt::new),
                gate(GivesUpWithTheToken::new),
                condition(WaitsTooLate::new));
    }

    private static Task lock(Supplier<Lock> lock) {
        return new Task(nameOf(lock.get()), workers -> LockWork.of(lock.get()));
    }

    private static Task gate(Supplier<Gate> gate) {
        return new Task(nameOf(gate.get()), workers -> new GateWork(workers, word -> gate.get()));
    }

    private static Task condition(Function<Lock, Condition> condition) {
        return new Task(
                nameOf(condition.apply(new ReferenceMutex())),
                workers -> {
                    Lock lock = new ReferenceMutex();
                    return new ConditionWork(
                            workers, lock, condition.apply(lock), condition.apply(lock));
                });
    }

    private static String nameOf(Object example) {
        return example.getClass().getSimpleName();
    }
}
