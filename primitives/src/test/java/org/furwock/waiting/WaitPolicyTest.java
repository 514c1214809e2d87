package org.furwock.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overrides of {@link WaitPolicy}. */
@HangBound
class WaitPolicyTest {

    private static final String NAME = "test";
    private static final String PROPERTY = "furwock.wait." + NAME;

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void shouldKeepTheValueWithoutAnOverride() {
        assertThat(WaitPolicy.number(NAME, 7)).isEqualTo(7);
        assertThat(WaitPolicy.count(NAME, 7)).isEqualTo(7);
    }

    @Test
    void shouldTakeAnOverride() {
        System.setProperty(PROPERTY, " 12 ");
        assertThat(WaitPolicy.number(NAME, 7)).isEqualTo(12);
        assertThat(WaitPolicy.count(NAME, 7)).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "", "1e3", "99999999999999999999"})
    void shouldRefuseABadOverrideAndShowIt(String value) {
        System.setProperty(PROPERTY, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WaitPolicy.number(NAME, 7))
                .withMessageContaining(PROPERTY + "=" + value + ":");
    }

    @Test
    void shouldTakeTheSmallestAndTheLargest() {
        System.setProperty(PROPERTY, "0");
        assertThat(WaitPolicy.number(NAME, 7)).isZero();
        assertThat(WaitPolicy.count(NAME, 7)).isZero();
        System.setProperty(PROPERTY, "1");
        assertThat(WaitPolicy.divisor(NAME, 7)).isEqualTo(1);
        System.setProperty(PROPERTY, "2147483647");
        assertThat(WaitPolicy.count(NAME, 7)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void shouldRefuseACountThatIsNoInt() {
        System.setProperty(PROPERTY, "2147483648");
        assertThat(WaitPolicy.number(NAME, 7)).isEqualTo(2147483648L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WaitPolicy.count(NAME, 7))
                .withMessageContaining(PROPERTY + "=2147483648:");
    }

    @Test
    void shouldRefuseZeroForADivisor() {
        assertThat(WaitPolicy.divisor(NAME, 7)).isEqualTo(7);
        System.setProperty(PROPERTY, "0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WaitPolicy.divisor(NAME, 7))
                .withMessageContaining(PROPERTY + "=0:");
    }

    /** In a JVM of its own, since the constants are read once. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println(WaitPolicy.EVENT_YIELD + " " + WaitPolicy.FIRST_BACKOFF);
        }
    }

    @Test
    void shouldReadTheOverridesOfItsConstants() throws Exception {
        List<String> options =
                List.of("-Dfurwock.wait.event-yield=11", "-Dfurwock.wait.first-backoff=22");
        try (ChildJvm child = ChildJvm.start(Child.class, options)) {
            assertThat(child.outputOfSuccess()).contains("11 22");
        }
    }
}
