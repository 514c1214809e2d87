package org.furwock.sync.model;

import java.util.stream.Stream;
import org.furwock.sync.Mutex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Mutex} in all interleavings of a few threads, with and without flaws. */
@ModelTest
class MutexModelTest {

    private static Variant mutex() {
        return MutexVariant.of(MutexScenarios.class);
    }

    private static final Variant SOUND = mutex();

    @ParameterizedTest
    @ValueSource(
            classes = {
                MutexScenarios.TwoCount.class,
                MutexScenarios.ThreeCount.class,
                MutexScenarios.OneGivesUp.class,
                MutexScenarios.OneTries.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SOUND.newInstance(scenario, Runnable.class));
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "unlock wakes no thread",
                        Model.HANG,
                        MutexScenarios.TwoCount.class,
                        Mutex.class,
                        "Futex.wake(word, 1);",
                        ""),
                new Mutant(
                        "unlock reads the word first and then releases",
                        Model.HANG,
                        MutexScenarios.TwoCount.class,
                        Mutex.class,
                        "if (word.getAndSet(FREE) == CONTENDED) {",
                        "int seen = word.get(); word.set(FREE); if (seen == CONTENDED) {"),
                new Mutant(
                        "the owner is cleared after the release",
                        "not held by the current thread",
                        MutexScenarios.TwoCount.class,
                        Mutex.class,
                        "if (word.getAndSet(FREE) == CONTENDED) {",
                        "boolean wake = word.getAndSet(FREE) == CONTENDED;"
                                + " setExclusiveOwnerThread(null); if (wake) {"),
                new Mutant(
                        "a sleeper comes back as HELD",
                        Model.HANG,
                        MutexScenarios.ThreeCount.class,
                        Mutex.class,
                        "while (word.getAndSet(CONTENDED) != FREE) {",
                        "for (boolean slept = false;"
                                + " !(slept && word.compareAndSet(FREE, HELD))"
                                + " && word.getAndSet(CONTENDED) != FREE; slept = true) {"),
                new Mutant(
                        "a waiter that is woken and interrupted gives up at once",
                        Model.HANG,
                        MutexScenarios.OneGivesUp.class,
                        Mutex.class,
                        "if (result == WaitResult.INTERRUPTED || result == WaitResult.TIMED_OUT) {",
                        "if (interruptible && Thread.currentThread().isInterrupted()) {"),
                new Mutant(
                        "a try ignores the owner",
                        "not alone|not held by the current thread",
                        MutexScenarios.OneTries.class,
                        Mutex.class,
                        "boolean locked = word.compareAndSet(FREE, HELD);",
                        "boolean locked = word.getAndSet(HELD) != CONTENDED;"));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(mutex());
    }
}
