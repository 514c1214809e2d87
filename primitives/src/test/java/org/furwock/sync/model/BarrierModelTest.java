package org.furwock.sync.model;

import java.util.stream.Stream;
import org.furwock.sync.Barrier;
import org.furwock.waiting.Backoff;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Barrier} in all interleavings of a few threads, with and without flaws. */
@ModelTest
class BarrierModelTest {

    private static final Class<?> WORD = Variant.named("org.furwock.sync.BarrierWord");

    private static Variant barrier() {
        return Variant.of(Barrier.class, WORD, Backoff.class, BarrierScenarios.class)
                .withLocalBackoff()
                // The checker's clock stands still: a time is over when it switches threads here.
                .changing(
                        WORD,
                        "return Futex.await(word, marked",
                        "return deadline != org.furwock.futex.Deadline.NEVER"
                                + " ? WaitResult.TIMED_OUT"
                                + " : Futex.await(word, marked");
    }

    private static final Variant SOUND = barrier();

    @ParameterizedTest
    @ValueSource(
            classes = {
                BarrierScenarios.TwoRounds.class,
                BarrierScenarios.ThreeParties.class,
                BarrierScenarios.WithAction.class,
                BarrierScenarios.OneGivesUp.class,
                BarrierScenarios.OneTimesOut.class,
                BarrierScenarios.Reset.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SOUND.newInstance(scenario, Runnable.class));
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "the last one to arrive wakes one",
                        Model.HANG,
                        BarrierScenarios.ThreeParties.class,
                        WORD,
                        "Futex.wakeAll(word);",
                        "Futex.wake(word, 1);"),
                new Mutant(
                        "a party does not mark the word before it sleeps",
                        Model.HANG,
                        BarrierScenarios.TwoRounds.class,
                        WORD,
                        "int marked = state | SLEEPERS;",
                        "int marked = state;"),
                new Mutant(
                        "the barrier trips when one has yet to come",
                        Model.HANG,
                        BarrierScenarios.ThreeParties.class,
                        Barrier.class,
                        "if (word.count(state) < parties - 1) {",
                        "if (word.count(state) < parties - 2) {"),
                new Mutant(
                        "the others leave before the action has run",
                        "left when the action had run",
                        BarrierScenarios.WithAction.class,
                        Barrier.class,
                        "return action == null",
                        "return true"),
                new Mutant(
                        "a party that gives up does not break the barrier",
                        Model.HANG,
                        BarrierScenarios.OneGivesUp.class,
                        Barrier.class,
                        "} else if (word.advance(state, broken(oneLess(state)))) {",
                        "} else if (word.advance(state, oneLess(state))) {"),
                new Mutant(
                        "a party that times out does not break the barrier",
                        Model.HANG + "|tripped for one|broken",
                        BarrierScenarios.OneTimesOut.class,
                        Barrier.class,
                        "} else if (word.advance(state, broken(oneLess(state)))) {",
                        "} else if (word.advance(state, oneLess(state))) {"),
                new Mutant(
                        "the last one to leave after a reset does not end it",
                        Model.HANG,
                        BarrierScenarios.Reset.class,
                        Barrier.class,
                        "boolean last = phase(state) == RESETTING && word.count(state) == 1;",
                        "boolean last = false;"));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(barrier());
    }
}
