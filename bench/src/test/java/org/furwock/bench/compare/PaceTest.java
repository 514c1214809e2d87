package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaceTest {

    static Stream<Pace> paces() {
        return Stream.of(Pace.QUICK, Pace.NORMAL, Pace.FULL);
    }

    /** The code of a sleep and a wake is still interpreted after 0.15 s. */
    @ParameterizedTest
    @MethodSource("paces")
    void shouldWarmUpUntilRareCodeIsCompiled(Pace pace) {
        for (Family family : Family.ofCompare()) {
            Pace ofFamily = family.pace(pace);

            assertThat(ofFamily.warmups() * ofFamily.warmupMillis())
                    .as("%s", family)
                    .isGreaterThanOrEqualTo(500);
        }
    }
}
