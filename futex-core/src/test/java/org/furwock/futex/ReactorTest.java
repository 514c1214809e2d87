package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.Errno;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.linux.NativeCalls;
import org.junit.jupiter.api.Test;

/** What becomes of those who wait through a reactor when it cannot do its work. */
@HangBound
class ReactorTest {

    private static final int MANY = 100;

    /** A kernel that does not know futex_waitv, as before Linux 5.16. */
    private static final class WithoutWaitv extends NativeCalls {
        private final NativeCalls real;
        private final AtomicInteger attempts = new AtomicInteger();

        WithoutWaitv(NativeCalls real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long call(long number, long a, long b, long c) {
            return real.call(number, a, b, c);
        }

        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            if (number == Abi.SYS_FUTEX_WAITV) {
                if (attempts.incrementAndGet() > MANY) {
                    LockSupport.parkNanos(10_000_000); // spare the other tests
                }
                return -Errno.ENOSYS;
            }
            return real.call(number, a, b, c, d, e, f);
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

    @Test
    void shouldFailAndRestOnAKernelWithoutWaitv() throws InterruptedException {
        WithoutWaitv calls = new WithoutWaitv(TestEngines.calls());
        KernelEngine engine = new KernelEngine(new KernelFutex(calls, false));
        FutexWord word = FutexWord.allocate(engine, FutexScope.SHARED);

        CompletableFuture<WaitResult> future = Futex.awaitAsync(word, 0);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> future.get(TestThreads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .withCauseInstanceOf(FutexException.class)
                .withMessageContaining("ENOSYS");
        // A reactor that has nothing to do does not ask on and on.
        Futex.awaitNanosUninterruptibly(FutexWord.allocate(), 0, 50_000_000);
        assertThat(calls.attempts).hasValueLessThan(MANY);
    }

    @Test
    void shouldFailThoseWhoseMemoryIsGoneAndServeTheOthers() throws Exception {
        TestEngines.assumeKernel("it has no words in foreign memory");
        FutexWord good = FutexWord.allocate(FutexScope.SHARED);
        try (NativePage page = new NativePage()) {
            FutexWord bad = FutexWord.at(page.address(), FutexScope.SHARED);
            CompletableFuture<WaitResult> served = Futex.awaitAsync(good, 0);
            page.unmap();

            CompletableFuture<WaitResult> failing = Futex.awaitAsync(bad, 0);

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> failing.get(TestThreads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .withCauseInstanceOf(FutexException.class)
                    .withMessageContainingAll("EFAULT", Long.toHexString(bad.address()));
            Sleepers.awaitAsleep(good, 1);
            Sleepers.wakeOne(good);
            assertThat(served.get(TestThreads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(WaitResult.WOKEN);
            page.mapAgain();
        }
    }
}
