package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A contended acquisition allocates one object, and so does a wait on a condition. In a JVM of its
 * own: where a lock has a name, each wait also looks whether it is for that one.
 */
@HangBound
class ContendedAllocationTest {

    @ParameterizedTest
    @EnumSource
    void shouldAllocateOneWaiter(ContendedAllocationProgram.Work work) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(ContendedAllocationProgram.class, List.of(), work)) {
            String bytes = child.outputOfSuccess().lines().reduce((a, b) -> b).orElseThrow();
            assertThat(Double.parseDouble(bytes))
                    .isBetween(40.0, (double) ContendedAllocationProgram.ONE_WAITER);
        }
    }
}
