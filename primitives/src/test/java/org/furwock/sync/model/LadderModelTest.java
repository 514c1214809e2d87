package org.furwock.sync.model;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step of the ladder: the flaws and the guarantees that its documentation names. */
@ModelTest
class LadderModelTest {

    private static Runnable scenario(Class<? extends Runnable> type) throws Exception {
        return type.getDeclaredConstructor().newInstance();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                LadderScenarios.Event2Signals.class,
                LadderScenarios.Mutex1Count.class,
                LadderScenarios.Mutex2Count.class,
                LadderScenarios.Mutex3Count.class,
                LadderScenarios.Mutex4Count.class,
                LadderScenarios.Condition2Broadcast.class,
                LadderScenarios.Condition3Signal.class,
                LadderScenarios.Condition3Broadcast.class
            })
    void shouldHoldWhatIsSaidToBeRight(Class<? extends Runnable> type) throws Exception {
        Model.assertHolds(scenario(type));
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                arguments(LadderScenarios.Event1Signal.class, Model.HANG),
                arguments(LadderScenarios.Event1TwoSignals.class, "signals so many count: 1"),
                arguments(LadderScenarios.Mutex1LiveLock.class, "keep each other from sleeping"),
                arguments(LadderScenarios.Mutex1Overflow.class, "not alone"),
                arguments(LadderScenarios.Condition1Signal.class, Model.HANG),
                arguments(LadderScenarios.Condition2Stampede.class, "woken only to sleep again"),
                arguments(LadderScenarios.UpDownTurns.class, Model.HANG),
                arguments(LadderScenarios.UpDownTwoUps.class, "permits so many are left: 1"));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void shouldShowTheFlaw(Class<? extends Runnable> type, String finding) throws Exception {
        Model.assertFinds(finding, scenario(type));
    }
}
