package org.furwock.sync.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.furwock.sync.MutexCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link MutexCondition} in all interleavings of a few threads, with and without flaws. */
@ModelTest
class MutexConditionModelTest {

    private static Variant condition() {
        return MutexVariant.of(MutexConditionScenarios.class);
    }

    private static final Variant SOUND = condition();

    private static final String CHOICE_OF_WORD =
            "return (group & 1) == 0 ? evenSequence : oddSequence;";

    @ParameterizedTest
    @ValueSource(
            classes = {
                MutexConditionScenarios.HandOver.class,
                MutexConditionScenarios.Broadcast.class,
                MutexConditionScenarios.SignalThenAll.class,
                MutexConditionScenarios.Interrupted.class,
                MutexConditionScenarios.SignalAndInterrupt.class,
                MutexConditionScenarios.OneByOne.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SOUND.newInstance(scenario, Runnable.class));
    }

    private static Mutant mutant(
            String flaw,
            String finding,
            Class<? extends Runnable> scenario,
            String text,
            String replacement) {
        return new Mutant(flaw, finding, scenario, MutexCondition.class, text, replacement);
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                mutant(
                        "the mutex is not marked before sleepers are moved to it",
                        Model.HANG,
                        MutexConditionScenarios.HandOver.class,
                        "mutex.markContended();",
                        ""),
                mutant(
                        "a signal does not change the sequence",
                        Model.HANG,
                        MutexConditionScenarios.HandOver.class,
                        "int next = sequence.getPlain() + 1;",
                        "int next = sequence.getPlain();"),
                mutant(
                        "the sequence is read after the mutex was released",
                        Model.HANG,
                        MutexConditionScenarios.HandOver.class,
                        "int seen = sequence.getPlain();\n        mutex.unlock();",
                        "mutex.unlock(); int seen = sequence.getPlain();"),
                mutant(
                        "a waiter releases the mutex before it is counted",
                        Model.HANG,
                        MutexConditionScenarios.HandOver.class,
                        "int group = join();",
                        "mutex.unlock(); mutex.lock(); int group = join();"),
                mutant(
                        "a waiter comes back as HELD",
                        Model.HANG,
                        MutexConditionScenarios.Broadcast.class,
                        "mutex.relock();",
                        "mutex.lock();"),
                mutant(
                        "a waiter that came after the signal takes it",
                        "given before it came|counter \\d is|" + Model.HANG,
                        MutexConditionScenarios.SignalThenAll.class,
                        "return closedGroup.getPlain() + 1;",
                        "return closedGroup.getPlain();"),
                mutant(
                        "a waiter that is signalled and interrupted takes the signal and throws",
                        "signals given",
                        MutexConditionScenarios.SignalAndInterrupt.class,
                        "if (takeSignal(group)) {\n                return true;",
                        "if (takeSignal(group)) {\n" + "return result != WaitResult.INTERRUPTED;"),
                mutant(
                        "a waiter that is interrupted stays counted",
                        "signals given",
                        MutexConditionScenarios.Interrupted.class,
                        "leave(group);\n        return false;",
                        "return false;"));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(condition());
    }

    private static boolean returnsTheWaiterPassedOver(Variant variant) throws Exception {
        return variant.newInstance(MutexConditionScenarios.PassedOver.class, Callable.class)
                .call()
                .equals(true);
    }

    @Test
    void shouldReachTheSignalledWaiterWhicheverTheKernelPicks() throws Exception {
        assertThat(returnsTheWaiterPassedOver(condition())).isTrue();
    }

    /** The kernel then wakes a waiter that was not signalled. */
    @Test
    void shouldStrandAWaiterPassedOverIfAllSleepOnOneWord() throws Exception {
        Variant variant =
                condition().changing(MutexCondition.class, CHOICE_OF_WORD, "return evenSequence;");
        assertThat(returnsTheWaiterPassedOver(variant)).isFalse();
    }
}
