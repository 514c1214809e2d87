package org.furwock.sync.model;

import java.util.stream.Stream;
import org.furwock.sync.Event;
import org.furwock.sync.Latch;
import org.furwock.sync.Once;
import org.furwock.sync.Parker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link Latch}, {@link Event}, {@link Once} and {@link Parker} in all interleavings of a few
 * threads, with and without flaws.
 */
@ModelTest
class GateModelTest {

    /**
     * The checker's clock stands still, so a sleep with a time limit is a moment at which it can
     * switch threads: the time is over then.
     */
    private static Variant gates() {
        String ended = "deadline != Deadline.NEVER ? WaitResult.TIMED_OUT : Futex.await(";
        return Variant.of(Latch.class, Event.class, Once.class, Parker.class, GateScenarios.class)
                .changing(
                        Latch.class,
                        "result = Futex.await(word, marked",
                        "result = " + ended + "word, marked")
                .changing(
                        Event.class,
                        "WaitResult result = Futex.await(word, seen",
                        "WaitResult result = " + ended + "word, seen")
                .changing(Parker.class, "Futex.await(word, PARKED", ended + "word, PARKED");
    }

    private static final Variant SOUND = gates();

    @ParameterizedTest
    @ValueSource(
            classes = {
                GateScenarios.LatchOpens.class,
                GateScenarios.LatchTimesOut.class,
                GateScenarios.EventPassesOn.class,
                GateScenarios.EventTimesOut.class,
                GateScenarios.EventIsInterrupted.class,
                GateScenarios.EventIsReset.class,
                GateScenarios.OnceForThree.class,
                GateScenarios.OnceFails.class,
                GateScenarios.ParkersTakeTurns.class,
                GateScenarios.ParkerIsInterrupted.class,
                GateScenarios.ParkerTimesOut.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SOUND.newInstance(scenario, Runnable.class));
    }

    static Stream<Mutant> mutants() {
        return Stream.of(latchMutants(), eventMutants(), onceMutants(), parkerMutants())
                .flatMap(mutants -> mutants);
    }

    private static Stream<Mutant> latchMutants() {
        return Stream.of(
                new Mutant(
                        "a latch that opens wakes one",
                        Model.HANG,
                        GateScenarios.LatchOpens.class,
                        Latch.class,
                        "Futex.wakeAll(word);",
                        "Futex.wake(word, 1);"),
                new Mutant(
                        "a thread does not mark the latch before it sleeps",
                        Model.HANG,
                        GateScenarios.LatchOpens.class,
                        Latch.class,
                        "int marked = state | SLEEPERS;",
                        "int marked = state;"),
                new Mutant(
                        "a count overwrites the mark of a thread that begins to sleep",
                        Model.HANG,
                        GateScenarios.LatchOpens.class,
                        Latch.class,
                        "} while (!word.compareAndSet(state, next));",
                        "word.set(next); } while (false);"),
                new Mutant(
                        "a latch that times out says that it opened",
                        "passed a closed latch",
                        GateScenarios.LatchTimesOut.class,
                        Latch.class,
                        "} else if (result == WaitResult.TIMED_OUT) {\n                return false;",
                        "} else if (result == WaitResult.TIMED_OUT) {\n                return true;"));
    }

    private static Stream<Mutant> eventMutants() {
        return Stream.of(
                new Mutant(
                        "a thread that has slept takes the token without the mark",
                        Model.HANG,
                        GateScenarios.EventPassesOn.class,
                        Event.class,
                        "others = AWAITED;",
                        "others = 0;"),
                new Mutant(
                        "two take the same token",
                        "a token too many|the token is lost|" + Model.HANG,
                        GateScenarios.EventTimesOut.class,
                        Event.class,
                        "if (word.compareAndSet(seen, (seen & ~SET) | others)) {",
                        "if (word.get() == seen) { word.set((seen & ~SET) | others);"),
                new Mutant(
                        "a set of a manual event wakes one",
                        Model.HANG,
                        GateScenarios.EventIsReset.class,
                        Event.class,
                        "return mode == Reset.MANUAL ? Integer.MAX_VALUE : 1;",
                        "return 1;"),
                new Mutant(
                        "a thread that takes the token when its time is over says that it did not",
                        Model.HANG,
                        GateScenarios.EventTimesOut.class,
                        Event.class,
                        "| others)) {\n                    return true;",
                        "| others)) {\n                    return mayWait;"));
    }

    private static Stream<Mutant> onceMutants() {
        return Stream.of(
                new Mutant(
                        "the end of a run wakes one",
                        Model.HANG,
                        GateScenarios.OnceForThree.class,
                        Once.class,
                        "Futex.wakeAll(word);",
                        "Futex.wake(word, 1);"),
                new Mutant(
                        "two begin at once",
                        "runs before one went on",
                        GateScenarios.OnceForThree.class,
                        Once.class,
                        "if (word.compareAndSet(FRESH, RUNNING)) {",
                        "word.set(RUNNING); if (true) {"),
                new Mutant(
                        "a run that failed counts",
                        "runs 1",
                        GateScenarios.OnceFails.class,
                        Once.class,
                        "int outcome = FRESH;",
                        "int outcome = DONE;"),
                new Mutant(
                        "the run is done when it begins",
                        "runs before one went on",
                        GateScenarios.OnceForThree.class,
                        Once.class,
                        "int outcome = FRESH;",
                        "int outcome = FRESH; if (word.getAndSet(DONE) == AWAITED)"
                                + " Futex.wakeAll(word);"));
    }

    private static Stream<Mutant> parkerMutants() {
        return Stream.of(
                new Mutant(
                        "an unpark tests for a parked thread before it gives the token",
                        Model.HANG,
                        GateScenarios.ParkersTakeTurns.class,
                        Parker.class,
                        "if (word.getAndSet(TOKEN) == PARKED) {",
                        "boolean parked = word.get() == PARKED; word.set(TOKEN); if (parked) {"),
                new Mutant(
                        "an interrupted park loses the token",
                        "and there too or not at all",
                        GateScenarios.ParkerIsInterrupted.class,
                        Parker.class,
                        "return word.getAndSet(EMPTY) == TOKEN;",
                        "return word.getAndSet(EMPTY) == TOKEN"
                                + " && !Thread.currentThread().isInterrupted();"),
                new Mutant(
                        "a park whose time is over keeps the token",
                        "and there too or not at all",
                        GateScenarios.ParkerTimesOut.class,
                        Parker.class,
                        "return word.getAndSet(EMPTY) == TOKEN;",
                        "return word.getAndSet(EMPTY) == TOKEN && deadline == Deadline.NEVER;"),
                new Mutant(
                        "a park takes a token and leaves it",
                        "a token too many",
                        GateScenarios.ParkersTakeTurns.class,
                        Parker.class,
                        "return word.getAndSet(EMPTY) == TOKEN;",
                        "return word.compareAndSet(PARKED, EMPTY) || word.get() == TOKEN;"));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(gates());
    }
}
