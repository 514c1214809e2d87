package org.furwock.locks.model;

import static org.furwock.locks.model.LockVariant.LOCK;
import static org.furwock.locks.model.LockVariant.QUEUE;

import java.util.stream.Stream;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.model.FlawTest;
import org.furwock.sync.model.Model;
import org.furwock.sync.model.ModelTest;
import org.furwock.sync.model.Mutant;
import org.furwock.sync.model.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FutexReentrantLock} in all interleavings of a few threads, with and without flaws. */
@ModelTest
class LockModelTest {

    private static final Variant SLEEPING = LockVariant.lock(LockScenarios.class);
    private static final Variant NAPPING = LockVariant.nappingLock(LockScenarios.class);
    private static final Variant HANDING = LockVariant.handingLock(LockScenarios.class);

    @ParameterizedTest
    @ValueSource(
            classes = {
                LockScenarios.TwoCount.class,
                LockScenarios.ThreeCount.class,
                LockScenarios.FairThreeCount.class,
                LockScenarios.TwoRounds.class,
                LockScenarios.OneTries.class,
                LockScenarios.OneIsInterrupted.class,
                LockScenarios.OneTimesOut.class,
                LockScenarios.FairOneTimesOut.class,
                LockScenarios.InterruptIsKept.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SLEEPING.newInstance(scenario, Runnable.class));
    }

    @ParameterizedTest
    @ValueSource(classes = {LockScenarios.TwoCount.class, LockScenarios.OneTimesOut.class})
    void shouldHoldWithNaps(Class<? extends Runnable> scenario) {
        Model.assertHolds(NAPPING.newInstance(scenario, Runnable.class));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                LockScenarios.TwoCount.class,
                LockScenarios.FairThreeCount.class,
                LockScenarios.OneIsInterrupted.class,
                LockScenarios.OneTimesOut.class
            })
    void shouldHoldWithHandOver(Class<? extends Runnable> scenario) {
        Model.assertHolds(HANDING.newInstance(scenario, Runnable.class));
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "a release wakes no thread",
                        Model.HANG,
                        LockScenarios.TwoCount.class,
                        LOCK,
                        "if ((boolean) WAKE_FLAG.getOpaque(this)) {",
                        "if (false) {"),
                new Mutant(
                        "the wake flag is read before the state is written",
                        Model.HANG,
                        LockScenarios.TwoCount.class,
                        LOCK,
                        "free();\n            wakeIfFlagged();",
                        "if (!wakeFlag) { free(); return; } free(); wakeIfFlagged();"),
                new Mutant(
                        "the first waiter tests the state before it sets the wake flag",
                        Model.HANG,
                        LockScenarios.TwoCount.class,
                        LOCK,
                        "long limit = setWakeFlag();\n        return mayEnter(me)",
                        "boolean may = mayEnter(me);\n"
                                + "long limit = setWakeFlag();\n        return may"),
                new Mutant(
                        "a waiter that acquires does not set the flag for the next one",
                        Model.HANG,
                        LockScenarios.ThreeCount.class,
                        QUEUE,
                        "return tail != waiter;",
                        "return false;"),
                new Mutant(
                        "a first waiter enters without acquiring the lock",
                        "not alone|held by the current thread|" + Model.HANG,
                        LockScenarios.TwoCount.class,
                        LOCK,
                        "|| (mayTry(me) && tryAcquire())",
                        "|| mayTry(me)"),
                new Mutant(
                        "an interrupted waiter stays in the queue",
                        Model.HANG + "|is in the queue",
                        LockScenarios.OneIsInterrupted.class,
                        LOCK,
                        "if (!acquired) {\n                giveUp(me);\n            }",
                        ""));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(LockVariant.lock(LockScenarios.class));
    }
}
