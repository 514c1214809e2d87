package org.furwock.sync.model;

import java.util.stream.Stream;
import org.furwock.sync.Semaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link Semaphore}, of both kinds, in all interleavings of a few threads, with and without flaws.
 */
@ModelTest
class SemaphoreModelTest {

    private static final Class<?> PERMITS = Variant.named("org.furwock.sync.Permits");
    private static final Class<?> COUNTS = Variant.named("org.furwock.sync.PermitCounts");
    private static final Class<?> BARGING = Variant.named("org.furwock.sync.BargingPermits");
    private static final Class<?> FAIR = Variant.named("org.furwock.sync.FairPermits");

    /** Queues on words that the checker sees. */
    private static Variant semaphore() {
        String monitorWord = "org.furwock.futex.MonitorFutex.newWord()";
        return Variant.of(Semaphore.class, PERMITS, COUNTS, BARGING, FAIR, SemaphoreScenarios.class)
                .changing(
                        FAIR,
                        "spares[0] = FutexWord.allocateForWaiter()",
                        "spares[0] = " + monitorWord)
                .changing(
                        FAIR,
                        "new Waiter(0, FutexWord.allocate())",
                        "new Waiter(0, " + monitorWord + ")");
    }

    private static final Variant SOUND = semaphore();

    @ParameterizedTest
    @ValueSource(
            classes = {
                SemaphoreScenarios.TwoTurns.class,
                SemaphoreScenarios.ThreeTurns.class,
                SemaphoreScenarios.TwoFairTurns.class,
                SemaphoreScenarios.OneGivesUp.class,
                SemaphoreScenarios.OneGivesUpFair.class,
                SemaphoreScenarios.WholePairs.class,
                SemaphoreScenarios.FirstWantsMore.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SOUND.newInstance(scenario, Runnable.class));
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "a release wakes no single",
                        Model.HANG,
                        SemaphoreScenarios.TwoTurns.class,
                        BARGING,
                        "Futex.wake(wakes, 1);",
                        ""),
                new Mutant(
                        "a single tests the permits before it arms",
                        Model.HANG,
                        SemaphoreScenarios.TwoTurns.class,
                        BARGING,
                        "arm(); if (tryTake(1)) {",
                        "boolean taken = tryTake(1); arm(); if (taken) {"),
                new Mutant(
                        "a single that leaves does not arm for those that stay",
                        Model.HANG,
                        SemaphoreScenarios.ThreeTurns.class,
                        BARGING,
                        "boolean armed = left > 0 && (single || value < 0);",
                        "boolean armed = left > 0 && value < 0;"),
                new Mutant(
                        "one permit more is needed to wake a waiter for two",
                        Model.HANG,
                        SemaphoreScenarios.WholePairs.class,
                        BARGING,
                        "while (wanted != 0 && available() >= wanted - 1) {",
                        "while (wanted != 0 && available() >= wanted) {"),
                new Mutant(
                        "a waiter for two tests the permits before it lowers the least",
                        Model.HANG,
                        SemaphoreScenarios.WholePairs.class,
                        BARGING,
                        "int seen = lowerLeast(wanted); if (tryTake(wanted)) {",
                        "boolean taken = tryTake(wanted);"
                                + " int seen = lowerLeast(wanted); if (taken) {"),
                new Mutant(
                        "fair: a sleeper that is granted its permits is not woken",
                        Model.HANG,
                        SemaphoreScenarios.TwoFairTurns.class,
                        FAIR,
                        "Futex.wake(first.word, 1);",
                        ""),
                new Mutant(
                        "fair: a waiter that leaves does not serve the next one",
                        Model.HANG,
                        SemaphoreScenarios.FirstWantsMore.class,
                        FAIR,
                        "if (!granted) { wakeSatisfiedWaiters();",
                        "if (!granted) {"),
                new Mutant(
                        "fair: a waiter that is granted permits and interrupted loses them",
                        Model.HANG,
                        SemaphoreScenarios.OneGivesUpFair.class,
                        FAIR,
                        "release(wanted);",
                        ""));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(semaphore());
    }
}
