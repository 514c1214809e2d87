package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TurnProfilerTest {

    /** In a millisecond, one thread has done a million operations, and another one. */
    @Test
    void shouldDivideTheTimeOfAllThreadsByTheirOperations() {
        assertThat(TurnProfiler.timePerOperation(1, 1_000_000))
                .isCloseTo(2_000_000.0 / 1_000_001, within(1e-9));
    }

    @Test
    void shouldTakeOneThreadAsItIs() {
        assertThat(TurnProfiler.timePerOperation(2.5)).isEqualTo(2.5);
    }
}
