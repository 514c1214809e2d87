package org.furwock.locks.model;

import static org.furwock.locks.model.LockVariant.CONDITION;
import static org.furwock.locks.model.LockVariant.LOCK;

import java.util.stream.Stream;
import org.furwock.locks.ConditionScenarios;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.model.FlawTest;
import org.furwock.sync.model.Model;
import org.furwock.sync.model.ModelTest;
import org.furwock.sync.model.Mutant;
import org.furwock.sync.model.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A condition of {@link FutexReentrantLock} in all interleavings, with and without flaws. */
@ModelTest
class ConditionModelTest {

    private static Variant condition() {
        return LockVariant.lock(ConditionScenarios.class);
    }

    private static final Variant SOUND = condition();

    @ParameterizedTest
    @ValueSource(
            classes = {
                ConditionScenarios.OneWaits.class,
                ConditionScenarios.NestedWait.class,
                ConditionScenarios.Broadcast.class,
                ConditionScenarios.SignalThenAll.class,
                ConditionScenarios.Interrupted.class,
                ConditionScenarios.InterruptIsKept.class,
                ConditionScenarios.SignalAndInterrupt.class,
                ConditionScenarios.SignalAndTimeOut.class,
                ConditionScenarios.TimedOut.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SOUND.newInstance(scenario, Runnable.class));
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "a signal replaces the status of a waiter that has given up",
                        "NullPointer|without the lock|" + Model.HANG,
                        ConditionScenarios.Interrupted.class,
                        CONDITION,
                        "boolean waited = waiter.moves(Waiter.ON_CONDITION, Waiter.SIGNALLED);",
                        "boolean waited = true; waiter.status = Waiter.SIGNALLED;"),
                new Mutant(
                        "a waiter that has given up stays in the list",
                        "is in the list",
                        ConditionScenarios.TimedOut.class,
                        CONDITION,
                        "if (!signalled) {\n                remove(me);",
                        "if (false) {\n                remove(me);"),
                new Mutant(
                        "a signalled waiter is in the queue without the wake flag",
                        Model.HANG,
                        ConditionScenarios.OneWaits.class,
                        LOCK,
                        "waiter.status = Waiter.WAITING;\n        wakeFlag = true;",
                        "waiter.status = Waiter.WAITING;"),
                new Mutant(
                        "a signalled waiter is marked before it is in the queue",
                        "NullPointer|without the lock",
                        ConditionScenarios.Interrupted.class,
                        LOCK,
                        "append(waiter);\n        waiter.status = Waiter.WAITING;",
                        "waiter.status = Waiter.WAITING;\n        append(waiter);"),
                new Mutant(
                        "a waiter that has given up does not wait for its signaller",
                        "NullPointer|without the lock",
                        ConditionScenarios.Interrupted.class,
                        CONDITION,
                        "while (me.status == Waiter.SIGNALLED) {",
                        "while (me.status == -1) {"),
                new Mutant(
                        "a wait loses holds",
                        "not held by the current thread|holds after a wait",
                        ConditionScenarios.NestedWait.class,
                        FutexReentrantLock.class,
                        "more = (int) saved;",
                        "more = 0;"),
                new Mutant(
                        "a wait leaves its holds to the next owner",
                        Model.HANG,
                        ConditionScenarios.NestedWait.class,
                        FutexReentrantLock.class,
                        "int saved = more;\n        more = 0;",
                        "int saved = more;"),
                new Mutant(
                        "a waiter that is signalled after its time-out takes the signal, and says it timed out",
                        Model.HANG,
                        ConditionScenarios.SignalAndTimeOut.class,
                        CONDITION,
                        "return signalled ? WaitResult.WOKEN : end;",
                        "return end;"),
                new Mutant(
                        "a signal that comes too late does not go on to the next waiter",
                        Model.HANG,
                        ConditionScenarios.SignalAndTimeOut.class,
                        CONDITION,
                        "signalled = signal(removeFirst(), false);",
                        "signalled = signal(removeFirst(), false) || true;"),
                new Mutant(
                        "a waiter is in the list after it has released the lock",
                        Model.HANG,
                        ConditionScenarios.OneWaits.class,
                        CONDITION,
                        "boolean alone = first == null;\n        append(me);\n"
                                + "        long saved = lock.unlockFully();",
                        "boolean alone = first == null;\n"
                                + "        long saved = lock.unlockFully(); append(me);"));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(condition());
    }
}
