package org.furwock.futex.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * {@link Membarrier} against a kernel that has lost the registration of the process, as after a
 * checkpoint.
 */
class MembarrierTest {

    private final Kernel kernel = new Kernel();

    @Test
    void shouldRegisterAgainWhereTheProcessWasRestored() {
        Membarrier membarrier = Membarrier.register(kernel);
        assertThat(membarrier).isNotNull();
        assertThat(membarrier.run()).isTrue();
        kernel.registered = false;
        assertThat(membarrier.run()).isTrue();
        assertThat(kernel.fences).isEqualTo(3);
    }

    @Test
    void shouldTellThatItIsRefused() {
        Membarrier membarrier = Membarrier.register(kernel);
        assertThat(membarrier).isNotNull();
        kernel.registered = false;
        kernel.refuses = true;
        assertThat(membarrier.run()).isFalse();
        assertThat(Membarrier.register(kernel)).isNull();
    }

    private static final class Kernel extends NativeCalls {

        private boolean registered;
        private boolean refuses;
        private int fences;

        @Override
        public long call(long number, long command, long b, long c) {
            if (command == Membarrier.REGISTER_PRIVATE_EXPEDITED && !refuses) {
                registered = true;
                return 0;
            }
            if (command == Membarrier.PRIVATE_EXPEDITED && registered) {
                fences++;
                return 0;
            }
            return -Errno.EPERM;
        }

        @Override
        public String name() {
            return "a kernel of the test";
        }

        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            throw new AssertionError("only membarrier is called");
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            throw new AssertionError("only membarrier is called");
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            throw new AssertionError("only membarrier is called");
        }

        @Override
        public ByteBuffer view(long address, int size) {
            throw new AssertionError("only membarrier is called");
        }
    }
}
