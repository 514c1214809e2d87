package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of operations, and the one that is refused for ever. */
@HangBound
class FutexOperationTest {

    @Test
    void shouldListTheKernelsOperationsByNameAndCode() {
        Map<String, Integer> codes =
                Stream.of(FutexOperation.values())
                        .collect(
                                Collectors.toMap(FutexOperation::kernelName, FutexOperation::code));

        assertThat(codes)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("FUTEX_WAIT", 0),
                                Map.entry("FUTEX_WAKE", 1),
                                Map.entry("FUTEX_FD", 2),
                                Map.entry("FUTEX_REQUEUE", 3),
                                Map.entry("FUTEX_CMP_REQUEUE", 4),
                                Map.entry("FUTEX_WAKE_OP", 5),
                                Map.entry("FUTEX_LOCK_PI", 6),
                                Map.entry("FUTEX_UNLOCK_PI", 7),
                                Map.entry("FUTEX_TRYLOCK_PI", 8),
                                Map.entry("FUTEX_WAIT_BITSET", 9),
                                Map.entry("FUTEX_WAKE_BITSET", 10),
                                Map.entry("FUTEX_WAIT_REQUEUE_PI", 11),
                                Map.entry("FUTEX_CMP_REQUEUE_PI", 12),
                                Map.entry("FUTEX_LOCK_PI2", 13),
                                Map.entry("futex_waitv", -1)));
    }

    @Test
    void shouldSaySinceWhenFutexFdIsGoneAndWhatReplacesIt() {
        FutexWord word = FutexWord.allocate();

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Futex.fd(word, 42))
                .withMessageContainingAll(
                        "FUTEX_FD",
                        "2.6.26",
                        "Futex.awaitAny",
                        "futex_waitv",
                        "Futex.awaitAsync",
                        "signal 42");
    }

    @Test
    void shouldDescribeWhatTheKernelRefused() {
        FutexException refused = new FutexException(FutexOperation.WAKE_OP, 14, 0xabcdef0L);

        assertThat(refused)
                .hasMessageContainingAll("FUTEX_WAKE_OP", "0xabcdef0", "EFAULT (14)", "mapped");
        assertThat(refused.operation()).isEqualTo(FutexOperation.WAKE_OP);
        assertThat(refused.errno()).isEqualTo(14);
        assertThat(refused.address()).isEqualTo(0xabcdef0L);
    }
}
