package org.furwock.scoped;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hold that does not escape its method is not allocated, once C2 has compiled that method. The
 * test runs in a JVM of its own, since inlining by C2 depends on all code that ran before.
 */
@HangBound
class HoldAllocationTest {

    private static final List<String> ALL_TIERS = List.of("-XX:TieredStopAtLevel=4");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ESCAPING")
    void shouldNotAllocate(HoldProgram.Work work) throws InterruptedException {
        assertThat(leastBytes(work)).isZero();
    }

    /** The measurement can fail: a hold that escapes is allocated by every compiler. */
    @Test
    void shouldSeeAHoldThatEscapes() throws InterruptedException {
        assertThat(leastBytes(HoldProgram.Work.ESCAPING))
                .isGreaterThanOrEqualTo(16L * HoldProgram.ROUNDS);
    }

    private static long leastBytes(HoldProgram.Work work) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(HoldProgram.class, ALL_TIERS, work)) {
            return Long.parseLong(
                    child.outputOfSuccess().lines().reduce((a, b) -> b).orElseThrow());
        }
    }
}
