package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestEngines;
import org.furwock.futex.linux.SeccompFilter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A filter that refuses priority inheritance is detected before a mutex is returned. */
@HangBound
class PiMutexWithoutKernelTest {

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    @ParameterizedTest
    @EnumSource(names = {"LOCK_PI", "LOCK_PI2", "TRYLOCK_PI", "UNLOCK_PI"})
    void shouldNotBeMade(FutexOperation refused) throws InterruptedException {
        TestEngines.assumeGranted(refused);
        for (int errno : new int[] {EPERM, ENOSYS}) {
            try (ChildJvm child = ChildJvm.start(Maker.class, List.of(), refused, errno)) {
                assertThat(child.outputOfSuccess()).contains("refused: ", "_PI");
            }
        }
    }

    /** Runs in a process of its own. */
    static final class Maker {

        private Maker() {}

        public static void main(String[] arguments) {
            FutexOperation operation = FutexOperation.valueOf(arguments[0]);
            SeccompFilter.refuseFutex(operation.code(), Integer.parseInt(arguments[1]));
            ByteBuffer memory = ByteBuffer.allocateDirect(PthreadMutexLayout.SIZE + Long.BYTES);
            ByteBuffer aligned = memory.alignedSlice(Long.BYTES);
            PiMutex.initialize(aligned, 0);
            try {
                System.out.println("made: " + new PiMutex(aligned, 0));
            } catch (UnsupportedOperationException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}
