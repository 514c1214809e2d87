package org.furwock.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

    private static final String PROPERTY = "furwock.test.choice";

    private enum Drink {
        TEA,
        COFFEE
    }

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void shouldBeTheUsualOneUnlessThePropertyNamesAnother() {
        assertThat(Choice.of(PROPERTY, Drink.TEA)).isEqualTo(Drink.TEA);
        System.setProperty(PROPERTY, "coffee");
        assertThat(Choice.of(PROPERTY, Drink.TEA)).isEqualTo(Drink.COFFEE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COFFEE", "", " tea", "milk"})
    void shouldRefuseAnotherNameAndListTheNames(String name) {
        System.setProperty(PROPERTY, name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.of(PROPERTY, Drink.TEA))
                .withMessage(PROPERTY + "=" + name + ": choose one of [tea, coffee]");
    }

    @Test
    void shouldTakeMillisecondsFromOneOn() {
        assertThat(Choice.millis(PROPERTY, null, 20)).isEqualTo(20);
        assertThat(Choice.millis(PROPERTY, "1", 20)).isEqualTo(1);
        assertThat(Choice.millis(PROPERTY, "2147483647", 20)).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2147483648", "many", ""})
    void shouldRefuseOtherMillisecondsAndShowThem(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.millis(PROPERTY, value, 20))
                .withMessageStartingWith(PROPERTY + "=" + value + ":");
    }
}
