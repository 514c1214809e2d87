package org.furwock.locks.model;

import static org.furwock.locks.model.LockVariant.CONDITION;

import java.util.stream.Stream;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.model.FlawTest;
import org.furwock.sync.model.Model;
import org.furwock.sync.model.ModelTest;
import org.furwock.sync.model.MonitorFlaw;
import org.furwock.sync.model.MonitorPlayer;
import org.furwock.sync.model.MonitorScenario;
import org.furwock.sync.model.Mutant;
import org.furwock.sync.model.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting for predicates under a {@link FutexReentrantLock}, with and without flaws. */
@ModelTest
class MonitorModelTest {

    private static Variant lock() {
        return LockVariant.lock(MonitorPlayers.class);
    }

    private static final MonitorPlayer SOUND =
            lock().newInstance(MonitorPlayers.Player.class, MonitorPlayer.class);

    @ParameterizedTest
    @EnumSource(MonitorScenario.class)
    void shouldHold(MonitorScenario scenario) {
        Model.assertHolds(() -> SOUND.play(scenario));
    }

    @FlawTest
    @MethodSource("org.furwock.sync.model.MonitorFlaw#all")
    void shouldFindTheFlaw(MonitorFlaw flaw) {
        flaw.assertIsFound(lock(), MonitorPlayers.Player.class);
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "an unlock does not evaluate",
                        Model.HANG,
                        MonitorPlayers.OneWaits.class,
                        FutexReentrantLock.class,
                        "beforeRelease();\n            disown();",
                        "disown();"),
                new Mutant(
                        "a wait on a condition does not evaluate",
                        Model.HANG,
                        MonitorPlayers.WithCondition.class,
                        CONDITION,
                        "lock.beforeRelease();",
                        ""));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlawOfTheLock(Mutant mutant) {
        mutant.assertIsFound(lock());
    }
}
