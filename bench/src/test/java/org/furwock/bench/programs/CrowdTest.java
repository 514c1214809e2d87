package org.furwock.bench.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrowdTest {

    private static final int SHORT_MILLIS = 20;

    @ParameterizedTest
    @EnumSource(ProgramKind.class)
    void shouldWorkTurnAfterTurn(ProgramKind kind) throws Exception {
        Crowd crowd = new Crowd(kind.create(), kind.threads());

        for (int turn = 0; turn < 2; turn++) {
            Crowd.Turn taken = crowd.work(SHORT_MILLIS);

            assertThat(taken.nanos()).isPositive();
            assertThat(taken.processorNanos()).isPositive();
            assertThat(taken.operations().getTotalCount()).isPositive();
        }
        assertThat(crowd.effect()).isNotZero();
    }

    @Test
    void shouldCountTheOperationsOfAllThreads() throws Exception {
        AtomicLong operations = new AtomicLong();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Crowd crowd =
                new Crowd(
                        random -> {
                            threads.add(Thread.currentThread());
                            return operations.incrementAndGet();
                        },
                        2);
        long start = System.nanoTime();

        Crowd.Turn turn = crowd.work(SHORT_MILLIS);

        double longest = System.nanoTime() - start;
        assertThat(turn.nanos() * operations.get())
                .isBetween(SHORT_MILLIS * 1e6 * 0.999, longest * 1.001);
        assertThat(turn.operations().getTotalCount()).isEqualTo(operations.get() / 8);
        assertThat(threads).hasSizeBetween(1, 2);
    }

    @Test
    void shouldFailWithTheProgram() {
        Crowd crowd =
                new Crowd(
                        random -> {
                            throw new IllegalStateException("broken");
                        },
                        2);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> crowd.work(SHORT_MILLIS))
                .withMessageContaining("broken");
    }
}
