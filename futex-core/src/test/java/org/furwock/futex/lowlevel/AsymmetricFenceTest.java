package org.furwock.futex.lowlevel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import org.furwock.futex.HangBound;
import org.furwock.futex.KernelFeatures;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Two threads each write a word and then read the other's: at least one sees the other's write. */
@HangBound
class AsymmetricFenceTest {

    private static final int ROUNDS = 60_000;

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(int[].class);

    // Far apart, so that the two are in different cache lines.
    private final int[] light = new int[ROUNDS];
    private final int[] heavy = new int[ROUNDS];
    private final int[] seenByLight = new int[ROUNDS];

    private volatile int started;
    private volatile int answered;

    @Test
    void shouldBeAvailableWhereTheKernelGrantsMembarrier() {
        assertThat(AsymmetricFence.isAvailable())
                .isEqualTo(KernelFeatures.current().hasMembarrier());
        AsymmetricFence.heavy(); // does no harm in either case
    }

    @Test
    void shouldSpareTheLightSideItsFence() {
        Assumptions.assumeTrue(
                AsymmetricFence.isAvailable(), "this kernel does not grant membarrier");
        Task<Void> lightSide = TestThreads.start(this::writeAndLookLightly);
        int bothMissed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            started = i + 1;
            spinAtRandom();
            ELEMENT.setRelease(heavy, i, 1);
            AsymmetricFence.heavy();
            int seenByHeavy = (int) ELEMENT.getOpaque(light, i);
            while (answered <= i) {
                Thread.yield();
            }
            bothMissed += seenByHeavy == 0 && seenByLight[i] == 0 ? 1 : 0;
        }

        lightSide.get();
        assertThat(bothMissed).isZero();
    }

    private Void writeAndLookLightly() {
        for (int i = 0; i < ROUNDS; i++) {
            while (started <= i) {
                Thread.yield();
            }
            spinAtRandom();
            ELEMENT.setRelease(light, i, 1);
            seenByLight[i] = (int) ELEMENT.getOpaque(heavy, i);
            answered = i + 1;
        }
        return null;
    }

    private static void spinAtRandom() {
        for (int i = ThreadLocalRandom.current().nextInt(8); i > 0; i--) {
            Thread.onSpinWait();
        }
    }
}
