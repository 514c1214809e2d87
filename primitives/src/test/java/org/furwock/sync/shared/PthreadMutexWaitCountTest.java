package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.region.SharedRegion;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A region is not closed beneath a thread that waits for its mutex and sleeps in slices. */
@HangBound
class PthreadMutexWaitCountTest {

    /** A thread that waits is awake about as long as it sleeps. */
    private static final String SLICES = "-Dfurwock.wait.recheck-interval=1000";

    private static final int LOOKS = 20_000;

    /** The process with such slices. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            SharedRegion region = SharedRegion.at(Path.of(arguments[0])).create();
            PthreadMutex mutex = MutexPeer.mutex(region, arguments[1]);
            mutex.lock();
            Task<Boolean> waiter =
                    TestThreads.start(
                            () -> {
                                boolean locked = mutex.tryLock(1, TimeUnit.DAYS);
                                mutex.unlock();
                                return locked;
                            });
            Sleepers.await(() -> region.waiting() == 1, () -> "it should wait");
            for (int i = 0; i < LOOKS; i++) {
                assertThat(region.waiting()).isEqualTo(1);
            }
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(region::close);
            mutex.unlock();
            assertThat(waiter.get()).isTrue();
            assertThat(region.waiting()).isZero();
            region.close();
            System.out.println("closed");
        }
    }

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldCountAThreadAlsoBetweenItsSleeps(String slot) throws InterruptedException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        Path file = folder.resolve("region");
        try (ChildJvm child = ChildJvm.start(Child.class, List.of(SLICES), file, slot)) {
            assertThat(child.outputOfSuccess()).endsWith("closed");
        }
    }
}
