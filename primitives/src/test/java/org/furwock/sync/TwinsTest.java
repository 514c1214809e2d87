package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that the tests between processes really use two processes. */
@HangBound
class TwinsTest {

    /** The object that both processes make. */
    interface AnySpy {
        long process();

        int count();

        boolean sleep() throws InterruptedException;

        void fail();

        void run();
    }

    /** Tells in which process it is. */
    static final class Spy {
        private final FutexWord word;
        private final Runnable action;

        Spy(FutexWord word, Runnable action) {
            this.word = word;
            this.action = action;
        }

        public long process() {
            return ProcessHandle.current().pid();
        }

        public int count() {
            return word.getAndAdd(1);
        }

        public boolean sleep() throws InterruptedException {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return true;
        }

        public void fail() {
            throw new IllegalStateException("on purpose");
        }

        public void run() {
            action.run();
        }
    }

    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private FutexWord word;
    private AnySpy spy;

    @BeforeEach
    void make() {
        TestEngines.assumeKernel("there is no memory between processes");
        word = Twins.get().words(1)[0];
        Runnable action =
                () -> {
                    word.getAndAdd(10);
                    if (failure.get() != null) {
                        throw failure.get();
                    }
                };
        spy = Twins.get().make(AnySpy.class, Spy.class, word, action);
    }

    @Test
    void shouldLetEveryOtherThreadActInTheOtherProcess() throws Exception {
        long here = ProcessHandle.current().pid();
        spy = Twins.get().make(AnySpy.class, Spy.class, word, null); // by this thread
        assertThat(spy.process()).isEqualTo(here);
        assertThat(Background.call(spy::process).join()).isNotEqualTo(here);
        assertThat(Background.call(spy::process).join()).isEqualTo(here);
        assertThat(Background.call(spy::process).join()).isNotEqualTo(here);
        assertThat(spy.count()).isZero();
        assertThat(Background.call(spy::count).join()).isEqualTo(1);
        assertThat(Background.call(spy::count).join()).isEqualTo(2);
        assertThat(word.get()).isEqualTo(3);
    }

    @Test
    void shouldPassOnWaitsInterruptsAndFailures() throws Exception {
        spy = Twins.get().make(AnySpy.class, Spy.class, word, null);
        Background<?> sleeper = Background.call(spy::sleep).awaitBlocked();
        assertThat(sleeper.isDone()).isFalse();
        sleeper.interrupt();
        sleeper.joinExpecting(InterruptedException.class);
        Background.call(
                        () -> {
                            Thread.currentThread().interrupt();
                            return spy.sleep();
                        })
                .joinExpecting(InterruptedException.class);
        Background<Boolean> status =
                Background.call(
                        () -> {
                            assertThatThrownBy(spy::fail)
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessage("on purpose");
                            Thread.currentThread().interrupt();
                            spy.count();
                            return Thread.interrupted();
                        });
        assertThat(status.join()).as("status kept by the other process").isTrue();
    }

    @Test
    void shouldRunActionsHere() throws Exception {
        int before = word.get();
        Background.run(spy::run).join();
        Sleepers.await(() -> word.get() == before + 10, () -> "it has not run: " + word);
        failure.set(new IllegalStateException("by the action"));
        Background.run(() -> assertThatThrownBy(spy::run).isSameAs(failure.get())).join();
        assertThat(word.get()).isEqualTo(before + 20);
    }
}
