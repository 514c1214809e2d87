package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The features of this machine, and the property that disables futex_waitv. */
@HangBound
class KernelFeaturesTest {

    @Test
    void shouldFindOnLinuxWhatEveryKernelOfTheLastYearsHas() {
        assumeLinux();
        KernelFeatures features = KernelFeatures.current();

        assertThat(features.obstacle()).isEmpty();
        assertThat(features.operations())
                .contains(
                        FutexOperation.WAIT,
                        FutexOperation.WAKE,
                        FutexOperation.REQUEUE,
                        FutexOperation.CMP_REQUEUE,
                        FutexOperation.WAKE_OP,
                        FutexOperation.WAIT_BITSET,
                        FutexOperation.WAKE_BITSET)
                .doesNotContain(FutexOperation.FD);
        for (FutexOperation operation : FutexOperation.values()) {
            assertThat(features.has(operation))
                    .isEqualTo(features.operations().contains(operation));
        }
        assertThat(features.toString()).contains("WAKE_OP", "membarrier", "robust list");
    }

    @Test
    void shouldFindWhatWorks() {
        assumeLinux();
        TestEngines.assumeKernel("it shows nothing of the kernel's");
        KernelFeatures features = KernelFeatures.current();
        EnumSet<FutexOperation> tried = EnumSet.noneOf(FutexOperation.class);
        FutexWord word = FutexWord.allocate();

        if (Futex.awaitAny(
                                new FutexWord[] {word},
                                new int[] {1},
                                Deadline.NOW,
                                WaitOptions.UNINTERRUPTIBLE)
                        .result()
                == WaitResult.VALUE_CHANGED) {
            tried.add(FutexOperation.WAITV);
        }
        if (PiFutex.lock(word, Deadline.NEVER) == PiLockResult.ACQUIRED) {
            tried.add(FutexOperation.LOCK_PI);
            PiFutex.unlock(word);
        }
        if (PiFutex.lock(word, Deadline.after(Duration.ofHours(1))) == PiLockResult.ACQUIRED) {
            tried.add(FutexOperation.LOCK_PI2);
            PiFutex.unlock(word);
        }

        assertThat(features.operations()).containsAll(tried);
    }

    @Test
    void shouldBeAskedOnce() {
        assertThat(KernelFeatures.current()).isSameAs(KernelFeatures.current());
    }

    private static void assumeLinux() {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), "there is no kernel with futexes");
    }

    @Test
    void shouldDoWithoutWaitvIfSwitchedOff() throws InterruptedException {
        TestEngines.assumeKernel("the switch is for the kernel");
        List<String> off = List.of("-D" + KernelFeatures.WAITV_PROPERTY + "=off");
        try (ChildJvm child = ChildJvm.start(WithoutWaitv.class, off)) {
            assertThat(child.outputOfSuccess()).isEqualTo("false INTERRUPTED WOKEN TIMED_OUT");
        }
    }

    /** Runs in a process of its own. */
    static final class WithoutWaitv {
        private WithoutWaitv() {}

        public static void main(String[] arguments) {
            FutexWord word = FutexWord.allocate();
            boolean has = KernelFeatures.current().has(FutexOperation.WAITV);
            Task<WaitResult> interrupted = sleeper(word);
            Sleepers.awaitAsleep(word, 1);
            interrupted.interrupt();
            WaitResult first = interrupted.get();
            Task<WaitResult> woken = sleeper(word);
            Sleepers.awaitAsleep(word, 1);
            Sleepers.wakeOne(word);
            System.out.println(
                    String.join(
                            " ",
                            String.valueOf(has),
                            first.toString(),
                            woken.get().toString(),
                            Futex.awaitNanos(word, 0, 1000, WaitOptions.INTERRUPTIBLE, null)
                                    .toString()));
        }

        private static Task<WaitResult> sleeper(FutexWord word) {
            return TestThreads.start(() -> Sleepers.despiteSpurious(() -> Futex.await(word, 0)));
        }
    }
}
