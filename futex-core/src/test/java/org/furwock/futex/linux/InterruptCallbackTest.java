package org.furwock.futex.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JDKs whose callbacks are not relied on. */
class InterruptCallbackTest {

    /** JDK-8323782 is fixed in 21.0.5 and in 23. */
    @ParameterizedTest
    @CsvSource({
        "17.0.20, true", "20.0.2, true", "21, true", "21.0.4, true", "21.0.5, false",
        "21.0.10, false", "22, true", "22.0.2, true", "23, false", "25.0.1, false"
    })
    void shouldDistrustJdksThatMayLoseACallback(String version, boolean mayMiss) {
        assertThat(InterruptCallback.mayMiss(Runtime.Version.parse(version))).isEqualTo(mayMiss);
    }
}
