package org.furwock.futex.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;

/** A thread that must not wait does not wait. */
@HangBound
class OnceTest {

    @Test
    void shouldMakeOneValue() {
        AtomicInteger calls = new AtomicInteger();
        Once<Integer> once = new Once<>(calls::incrementAndGet);

        assertThat(once.peek()).isNull();
        assertThat(once.tryGet()).isEqualTo(1);
        assertThat(once.get()).isEqualTo(1);
        assertThat(once.peek()).isEqualTo(1);
    }

    @Test
    void shouldNotWaitForTheThreadThatMakesIt() throws InterruptedException {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Once<String> once =
                new Once<>(
                        () -> {
                            making.countDown();
                            await(asked);
                            return "made";
                        });
        Task<String> maker = TestThreads.start(once::get);
        making.await();

        assertThat(once.tryGet()).isNull();
        asked.countDown();
        assertThat(maker.get()).isEqualTo("made");
        assertThat(once.tryGet()).isEqualTo("made");
    }

    @Test
    void shouldNotMakeItAgainForAThreadThatWaitedForIt() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Once<Integer> once =
                new Once<>(
                        () -> {
                            making.countDown();
                            await(asked);
                            return calls.incrementAndGet();
                        });
        Task<Integer> maker = TestThreads.start(once::get);
        making.await();
        Task<Integer> other = TestThreads.start(once::get);
        Sleepers.await(
                () -> other.thread().getState() == Thread.State.WAITING,
                () -> "the other thread is " + other.thread().getState());
        asked.countDown();

        assertThat(maker.get()).isEqualTo(1);
        assertThat(other.get()).isEqualTo(1);
    }

    @Test
    void shouldRefuseToBeUsedByItsMaker() {
        List<Once<String>> self = new ArrayList<>();
        List<Object> seen = new ArrayList<>();
        Once<String> once =
                new Once<>(
                        () -> {
                            seen.add(self.get(0).isMakingHere());
                            seen.add(String.valueOf(self.get(0).tryGet()));
                            return self.get(0).get();
                        });
        self.add(once);

        assertThatIllegalStateException().isThrownBy(once::get).withMessageContaining("starts");
        assertThat(seen).containsExactly(true, "null");
        assertThat(once.isMakingHere()).isFalse();
    }

    @Test
    void shouldKeepAnInterruptThatTheMakerLoses() {
        Once<Boolean> once = new Once<>(Thread::interrupted);
        Thread.currentThread().interrupt();
        boolean cleared = once.get();
        boolean kept = Thread.interrupted();

        assertThat(cleared).isTrue();
        assertThat(kept).isTrue();
    }

    @Test
    void shouldTryAgainAfterAFailure() {
        AtomicInteger calls = new AtomicInteger();
        Once<Integer> once =
                new Once<>(
                        () -> {
                            if (calls.incrementAndGet() == 1) {
                                throw new IllegalStateException("first");
                            }
                            return calls.get();
                        });

        assertThatIllegalStateException().isThrownBy(once::get).withMessage("first");
        assertThat(once.get()).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
