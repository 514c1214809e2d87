package org.furwock.sync.model;

import java.util.stream.Stream;
import org.furwock.sync.Mutex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting for predicates under a {@link Mutex} in all interleavings, with and without flaws. */
@ModelTest
class MutexMonitorModelTest {

    private static Variant mutex() {
        return MutexVariant.of(MutexMonitorPlayers.class);
    }

    private static final MonitorPlayer SOUND =
            mutex().newInstance(MutexMonitorPlayers.Player.class, MonitorPlayer.class);

    @ParameterizedTest
    @EnumSource(MonitorScenario.class)
    void shouldHold(MonitorScenario scenario) {
        Model.assertHolds(() -> SOUND.play(scenario));
    }

    @FlawTest
    @MethodSource("org.furwock.sync.model.MonitorFlaw#all")
    void shouldFindTheFlaw(MonitorFlaw flaw) {
        flaw.assertIsFound(mutex(), MutexMonitorPlayers.Player.class);
    }

    private static Mutant mutant(String flaw, Class<?> type, String text, String replacement) {
        return new Mutant(
                flaw, Model.HANG, MutexMonitorPlayers.OneWaits.class, type, text, replacement);
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                mutant(
                        "an unlock does not evaluate",
                        Mutex.class,
                        "predicates == null ? null : predicates.select();",
                        "null;"),
                mutant(
                        "an unlock does not wake",
                        Mutex.class,
                        "((PredicateWait) selected).wake();",
                        ""),
                mutant(
                        "a waiter is not marked as selected",
                        MutexVariant.WAIT,
                        "requireNonNull(word).set(SELECTED);",
                        ""),
                mutant(
                        "a waiter clears its mark after it has released the mutex",
                        MutexVariant.WAIT,
                        "own.set(WAITING);\n        mutex.unlock();",
                        "mutex.unlock(); own.set(WAITING);"));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlawOfTheMutex(Mutant mutant) {
        mutant.assertIsFound(mutex());
    }
}
