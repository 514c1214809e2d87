package org.furwock.jcstress.soak;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.furwock.jcstress.condition.ReferenceCondition;
import org.furwock.jcstress.gate.Gate;
import org.furwock.jcstress.gate.ReferenceGate;
import org.furwock.jcstress.lock.ReferenceMutex;

/** Broken twins that a soak must find, and sound implementations that it must not report. */
public final class SoakTwins {

    private SoakTwins() {}

    /** Sound classes: none may be reported. */
    public static List<Task> sound() {
        return List.of(
                lock(ReferenceMutex::new),
                gate(() -> new ReferenceGate(false)),
                condition(ReferenceCondition::new));
    }

    /** Broken twins: each must be found. */
    public static List<Task> broken() {
        return List.of(
                lock(ReferenceMutex.NonAtomicTryLock::new),
                lock(ReferenceMutex.UnlockWithoutWake::new),
                lock(ReferenceMutex.HeldAfterSleep::new),
                lock(ReferenceMutex.InterruptConsumesWake::new),
                lock(ReferenceMutex.ClearsInterrupt::new),
                lock(ReferenceMutex.TimeoutConsumesWake::new),
                lock(ReferenceMutex.TimeoutKeepsLock::new),
                gate(ReferenceGate.TakeClearsInterrupt::new),
                gate(ReferenceGate.TimeoutConsumesToken::new),
                condition(ReferenceCondition.UnlocksBeforeEnqueue::new));
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
