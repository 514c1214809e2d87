package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.KernelFeatures;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.WaitResult;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.SeccompFilter;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.Blocked;
import org.furwock.sync.Event;
import org.furwock.sync.Locking;
import org.furwock.sync.Mutex;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A kernel without one feature after the other: the working primitives are those of the table in
 * docs/support.md. A filter refuses the calls like an old kernel (ENOSYS) and like a container
 * (EPERM).
 */
@HangBound
class WithoutKernelFeatureTest {

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    /** The same number on all architectures; 64-bit ones have no such call. */
    private static final int SYS_FUTEX_TIME64 = 422;

    private static final Path TABLE = Path.of("..", "docs", "support.md");

    /** A feature that may be missing. */
    enum Feature {
        FUTEX_WAITV(errno -> SeccompFilter.refuse(Abi.SYS_FUTEX_WAITV, errno)),
        MEMBARRIER(errno -> SeccompFilter.refuse(Abi.SYS_MEMBARRIER, errno)),
        GET_ROBUST_LIST(errno -> SeccompFilter.refuse(Abi.SYS_GET_ROBUST_LIST, errno)),
        PRIORITY_INHERITANCE(Feature::refuseInheritance),
        FUTEX_TIME64(errno -> SeccompFilter.refuse(SYS_FUTEX_TIME64, errno)),
        ALL_OF_THEM(Feature::refuseAll);

        private final Refusal refusal;

        Feature(Refusal refusal) {
            this.refusal = refusal;
        }

        void refuse(int errno) {
            refusal.refuse(errno);
        }

        private static void refuseAll(int errno) {
            EnumSet.complementOf(EnumSet.of(ALL_OF_THEM)).forEach(one -> one.refuse(errno));
        }

        private static void refuseInheritance(int errno) {
            for (FutexOperation operation : FutexOperation.values()) {
                if (operation.kernelName().contains("PI")) {
                    SeccompFilter.refuseFutex(operation.code(), errno);
                }
            }
        }
    }

    private interface Refusal {
        void refuse(int errno);
    }

    /** The uses that are tried: the columns of the table. */
    enum Use {
        REENTRANT(() -> passOn(new FutexReentrantLock())),
        READ_WRITE(WithoutKernelFeatureTest::readWrite),
        MUTEX(() -> passOn(new Mutex())),
        EVENT(WithoutKernelFeatureTest::event),
        AWAIT_ANY(WithoutKernelFeatureTest::awaitAny),
        AWAIT_ASYNC(WithoutKernelFeatureTest::awaitAsync),
        ROBUST(
                () ->
                        mutex(
                                RobustMutex::initialize,
                                memory -> new RobustMutex(memory, 0).asLock(death -> {}))),
        INHERITING(
                () ->
                        mutex(
                                PiMutex::initialize,
                                memory -> new PiMutex(memory, 0).asLock(death -> {})));

        private final Callable<Boolean> trial;

        Use(Callable<Boolean> trial) {
            this.trial = trial;
        }

        String outcome() throws Exception {
            try {
                return trial.call() ? "yes" : "WRONG";
            } catch (UnsupportedOperationException e) {
                return "refused";
            }
        }
    }

    @BeforeEach
    void asksAKernelThatHasAll() {
        TestEngines.assumeGranted(FutexOperation.WAITV);
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        Assumptions.assumeTrue(
                KernelFeatures.current().hasMembarrier()
                        && KernelFeatures.current().hasRobustList(),
                "this kernel lacks something from the start");
    }

    @Test
    void shouldAllWorkIfNothingIsMissing() throws Exception {
        for (Use use : Use.values()) {
            assertThat(use.outcome()).as("%s", use).isEqualTo("yes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWorkAsTheTableSays(Feature missing) throws Exception {
        try (ChildJvm old = ChildJvm.start(Filtered.class, List.of(), missing, ENOSYS);
                ChildJvm contained = ChildJvm.start(Filtered.class, List.of(), missing, EPERM)) {
            String row = old.outputOfSuccess();

            assertThat(contained.outputOfSuccess()).isEqualTo(row);
            assertThat(Files.readAllLines(TABLE)).contains(row);
        }
    }

    /** Runs in a process of its own. */
    static final class Filtered {

        private Filtered() {}

        public static void main(String[] arguments) throws Exception {
            Feature missing = Feature.valueOf(arguments[0]);
            missing.refuse(Integer.parseInt(arguments[1]));
            StringBuilder row = new StringBuilder("| ");
            row.append(missing.name().toLowerCase(Locale.ROOT)).append(" |");
            for (Use use : Use.values()) {
                row.append(' ').append(use.outcome()).append(" |");
            }
            System.out.println(row);
        }
    }

    /**
     * A lock passes to a thread that sleeps for it. An interrupted thread gives up. Another times
     * out.
     */
    private static boolean passOn(Lock lock) throws Exception {
        return passOn(lock, lock);
    }

    private static boolean passOn(Lock held, Lock wanted) throws Exception {
        held.lock();
        Task<Boolean> woken = TestThreads.start(() -> lockAndUnlock(wanted));
        Blocked.await(woken.thread());
        Task<Boolean> interrupted = TestThreads.start(() -> isInterrupted(wanted));
        Blocked.await(interrupted.thread());
        interrupted.interrupt();
        boolean left = interrupted.get();
        boolean late = TestThreads.start(() -> !wanted.tryLock(1, TimeUnit.MILLISECONDS)).get();
        held.unlock();
        return left && late && woken.get();
    }

    private static boolean lockAndUnlock(Lock lock) {
        Locking.lockAndUnlock(lock);
        return true;
    }

    private static boolean isInterrupted(Lock lock) {
        try {
            lock.lockInterruptibly();
            lock.unlock();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static boolean readWrite() throws Exception {
        FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
        return passOn(lock.readLock(), lock.writeLock())
                && passOn(lock.writeLock(), lock.readLock());
    }

    private static boolean event() throws Exception {
        Event event = new Event(Event.Reset.MANUAL);
        boolean late = !event.await(1, TimeUnit.MILLISECONDS);
        Task<Boolean> waiter =
                TestThreads.start(
                        () -> {
                            event.await();
                            return true;
                        });
        Blocked.await(waiter.thread());
        event.set();
        return late && waiter.get();
    }

    private static boolean awaitAny() throws Exception {
        FutexWord[] words = {FutexWord.allocate(), FutexWord.allocate()};
        int[] zeros = new int[words.length];
        boolean late =
                Futex.awaitAny(words, zeros, Deadline.afterNanos(1000)).result()
                        == WaitResult.TIMED_OUT;
        Task<WaitResult> waiter =
                TestThreads.start(() -> Futex.awaitAny(words, zeros, Deadline.NEVER).result());
        Blocked.await(waiter.thread());
        words[1].set(1);
        Futex.wake(words[1], 1);
        WaitResult result = waiter.get();
        return late && (result == WaitResult.WOKEN || result == WaitResult.VALUE_CHANGED);
    }

    private static boolean awaitAsync() throws Exception {
        FutexWord word = FutexWord.allocate();
        var future = Futex.awaitAsync(word, 0);
        word.set(1);
        Futex.wake(word, 1);
        WaitResult result = future.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS);
        return result == WaitResult.WOKEN || result == WaitResult.VALUE_CHANGED;
    }

    private interface Initializer {
        void initialize(ByteBuffer memory, int offset);
    }

    private static boolean mutex(Initializer initializer, Function<ByteBuffer, Lock> maker)
            throws Exception {
        int bytes = PthreadMutexLayout.SIZE + Long.BYTES;
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes).alignedSlice(Long.BYTES);
        initializer.initialize(memory, 0);
        Lock lock = maker.apply(memory);
        Locking.lockAndUnlock(lock); // a mutex needs its thread's list also without waiters
        return passOn(lock);
    }
}
