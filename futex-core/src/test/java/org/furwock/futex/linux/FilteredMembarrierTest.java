package org.furwock.futex.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.furwock.futex.KernelFeatures;
import org.furwock.futex.TestEngines;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter that lets membarrier's query through, and refuses another command. */
class FilteredMembarrierTest {

    @BeforeEach
    void hasMembarrier() {
        TestEngines.assumeKernel("it has no membarrier");
        Assumptions.assumeTrue(KernelFeatures.current().hasMembarrier(), "there is no membarrier");
    }

    @ParameterizedTest
    @ValueSource(ints = {Membarrier.PRIVATE_EXPEDITED, Membarrier.REGISTER_PRIVATE_EXPEDITED})
    void shouldNotBePromised(int refused) {
        NativeCalls filtered = new Filtered(TestEngines.calls(), refused);

        assertThat(new FeatureProbe(filtered).hasMembarrier()).isFalse();
        assertThat(Membarrier.register(filtered)).isNull();
    }

    @Test
    void shouldBePromisedWithoutAFilter() {
        assertThat(new FeatureProbe(new Filtered(TestEngines.calls(), -1)).hasMembarrier())
                .isTrue();
    }

    private static final class Filtered extends NativeCalls {
        private final NativeCalls real;
        private final int refused;

        Filtered(NativeCalls real, int refused) {
            this.real = real;
            this.refused = refused;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long call(long number, long a, long b, long c) {
            boolean filtered = number == Abi.SYS_MEMBARRIER && a == refused;
            return filtered ? -Errno.EPERM : real.call(number, a, b, c);
        }

        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            return real.call(number, a, b, c, d, e, f);
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
}
