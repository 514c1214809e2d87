package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.linux.NativeCalls;
import org.junit.jupiter.api.Test;

/**
 * No form of a wait may fail because memory is exhausted: locks would be left in an intermediate
 * state.
 */
@HangBound
class OutOfMemoryTest {

    /** A way into the kernel that never has the memory for it. */
    private static final class WithoutMemory extends NativeCalls {

        private final NativeCalls real = TestEngines.calls();

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long call(long number, long a, long b, long c) {
            throw new OutOfMemoryError("as the test wants it");
        }

        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            throw new OutOfMemoryError("as the test wants it");
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            return real.allocate(bytes);
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            return real.addressOf(direct);
        }

        @Override
        public ByteBuffer view(long address, int size) {
            return real.view(address, size);
        }
    }

    /** In a thread that ends: an interrupt of it would try to wake it. */
    @Test
    void shouldReturnFromEveryFormOfAWait() {
        TestEngines.assumeKernel("it makes no system calls");
        TestThreads.start(
                        () -> {
                            waitInEveryForm();
                            return null;
                        })
                .get();
    }

    private static void waitInEveryForm() {
        KernelEngine engine = new KernelEngine(new KernelFutex(new WithoutMemory(), true));
        FutexWord word = FutexWord.allocate(engine, FutexScope.PRIVATE);
        FutexWord[] words = {word, word};
        int[] zeros = new int[2];

        assertThat(Futex.await(word, 0)).isEqualTo(WaitResult.SPURIOUS);
        assertThat(Futex.await(word, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE))
                .isEqualTo(WaitResult.SPURIOUS);
        assertThat(Futex.awaitNanos(word, 0, 1_000_000_000L, WaitOptions.UNINTERRUPTIBLE, null))
                .isEqualTo(WaitResult.SPURIOUS);
        assertThat(Futex.awaitNanos(word, 0, 0, WaitOptions.UNINTERRUPTIBLE, null))
                .isEqualTo(WaitResult.TIMED_OUT);
        assertThat(Futex.awaitAny(words, zeros, Deadline.NEVER)).hasToString("SPURIOUS");
        assertThat(Futex.awaitAny(words, zeros, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE))
                .hasToString("SPURIOUS");
    }
}
