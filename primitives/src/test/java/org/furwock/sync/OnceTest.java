package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;

/** The contract of {@link Once}. */
@HangBound
class OnceTest {

    /** The methods that are also tested between processes. */
    interface AnyOnce {
        boolean run(Runnable action);

        boolean runInterruptibly(Runnable action) throws InterruptedException;

        boolean isDone();
    }

    private static AnyOnce once(Setting setting, FutexWord word) {
        return setting.make(AnyOnce.class, Once.class, word);
    }

    /** An action that runs until it is told to end. */
    private static final class Held implements Runnable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final RuntimeException failure;

        Held(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public void run() {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError("an interrupt reached the action", e);
            }
            if (failure != null) {
                throw failure;
            }
        }

        Task<Boolean> start(Setting setting, Function<Runnable, Boolean> once)
                throws InterruptedException {
            Task<Boolean> runner = setting.start(() -> once.apply(this));
            begun.await();
            return runner;
        }
    }

    private static final Runnable NEVER =
            () -> {
                throw new AssertionError("must not run");
            };

    @Test
    void shouldRunOnceAndNeverAgain() throws Exception {
        Once once = new Once();
        AtomicInteger runs = new AtomicInteger();
        assertThat(once.isDone()).isFalse();
        assertThat(once.toString()).endsWith("[Not run]");
        assertThat(once.run(runs::incrementAndGet)).isTrue();
        assertThat(once.isDone()).isTrue();
        assertThat(once.toString()).endsWith("[Done]");
        assertThat(once.run(NEVER)).isFalse();
        assertThat(once.runInterruptibly(NEVER)).isFalse();
        assertThat(runs).hasValue(1);
    }

    @InEverySettingAndBetweenProcesses
    void shouldMakeTheOthersWaitAndSeeWhatWasDone(Setting setting) {
        for (int round = 0; round < setting.rounds(200); round++) {
            AnyOnce once = once(setting, setting.word());
            int[] plain = new int[1];
            Runnable action =
                    () -> {
                        plain[0]++;
                        Thread.yield();
                        plain[0] += 10;
                    };
            List<Task<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(
                        setting.start(
                                () -> {
                                    boolean ran = once.run(action);
                                    return plain[0] + (ran ? 100 : 0);
                                }));
            }
            int sum = callers.stream().mapToInt(Task::get).sum();
            assertThat(sum).as("four times 11, and one ran it").isEqualTo(144);
        }
    }

    @InEverySettingAndBetweenProcesses
    void shouldLetTheNextTryAfterAFailure(Setting setting) throws Exception {
        FutexWord word = setting.word();
        AnyOnce once = once(setting, word);
        IllegalStateException failure = new IllegalStateException("on purpose");
        Held first = new Held(failure);
        Task<Throwable> runner = setting.failing(() -> once.run(first));
        first.begun.await();
        AtomicInteger runs = new AtomicInteger();
        List<Task<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(setting.start(() -> once.run(runs::incrementAndGet)));
        }
        Sleepers.awaitAsleep(word, 3);
        first.end.countDown();
        assertThat(runner.get()).isSameAs(failure);
        assertThat(waiters.stream().filter(Task::get).count()).isEqualTo(1);
        assertThat(runs).hasValue(1);
        assertThat(once.isDone()).isTrue();
    }

    @Test
    void shouldForgetARunThatThrewAnError() {
        Once once = new Once();
        AssertionError failure = new AssertionError("on purpose");
        Runnable failing =
                () -> {
                    throw failure;
                };
        assertThatThrownBy(() -> once.run(failing)).isSameAs(failure);
        assertThatThrownBy(() -> once.runInterruptibly(failing)).isSameAs(failure);
        assertThat(once.isDone()).isFalse();
        assertThat(once.run(() -> {})).isTrue();
    }

    @Test
    void shouldRefuseACallFromInside() {
        Once once = new Once();
        AtomicInteger refused = new AtomicInteger();
        Runnable inner =
                () -> {
                    assertThatThrownBy(() -> once.run(NEVER))
                            .isInstanceOf(IllegalMonitorStateException.class)
                            .hasMessageContaining("inside");
                    assertThatThrownBy(() -> once.runInterruptibly(NEVER))
                            .isInstanceOf(IllegalMonitorStateException.class);
                    refused.incrementAndGet();
                };
        assertThat(once.run(inner)).isTrue();
        assertThat(refused).hasValue(1);
        assertThat(once.isDone()).isTrue();
    }

    @InEverySettingAndBetweenProcesses
    void shouldEndAWaitByAnInterruptAndNotRun(Setting setting) throws Exception {
        FutexWord word = setting.word();
        AnyOnce once = once(setting, word);
        Held held = new Held(null);
        Task<Boolean> runner = held.start(setting, once::run);
        Task<Throwable> quitter = setting.failing(() -> once.runInterruptibly(NEVER));
        Task<Boolean> stayer = setting.start(() -> once.runInterruptibly(NEVER));
        Sleepers.awaitAsleep(word, 2);
        quitter.interrupt();
        assertThat(quitter.get()).isInstanceOf(InterruptedException.class);
        held.end.countDown();
        assertThat(runner.get()).isTrue();
        assertThat(stayer.get()).isFalse();
    }

    @InEverySettingAndBetweenProcesses
    void shouldKeepTheInterruptWhenWaitingUninterruptibly(Setting setting) throws Exception {
        FutexWord word = setting.word();
        AnyOnce once = once(setting, word);
        Held held = new Held(null);
        Task<Boolean> runner = held.start(setting, once::run);
        Task<Boolean> stubborn =
                setting.start(
                        () -> {
                            assertThat(once.run(NEVER)).isFalse();
                            return Thread.currentThread().isInterrupted();
                        });
        Sleepers.awaitAsleep(word, 1);
        Setting.interruptInVain(stubborn, word);
        held.end.countDown();
        assertThat(runner.get()).isTrue();
        assertThat(stubborn.get()).as("still interrupted").isTrue();
    }

    @Test
    void shouldThrowAtOnceIfInterruptedBefore() {
        Once once = new Once();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> once.runInterruptibly(NEVER))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(once.isDone()).isFalse();
    }

    @InEverySettingAndBetweenProcesses
    void shouldBearWakesThatNobodyOwes(Setting setting) throws Exception {
        FutexWord word = setting.word();
        AnyOnce once = once(setting, word);
        Held held = new Held(null);
        Task<Boolean> runner = held.start(setting, once::run);
        Task<Boolean> waiter = setting.start(() -> once.run(NEVER));
        for (int i = 0; i < 20; i++) {
            Sleepers.awaitAsleep(word, 1);
            Futex.wakeAll(word);
            assertThat(waiter.future()).isNotDone();
        }
        held.end.countDown();
        assertThat(runner.get()).isTrue();
        assertThat(waiter.get()).isFalse();
    }

    /** A waiter that gives up at the moment of a failure must not leave the others asleep. */
    @InEverySettingAndBetweenProcesses
    void shouldLoseNobodyWhenRunsFailAndWaitersAreInterrupted(Setting setting) {
        for (int round = 0; round < setting.rounds(300); round++) {
            AnyOnce once = once(setting, setting.word());
            AtomicInteger tries = new AtomicInteger();
            Runnable failsTwice =
                    () -> {
                        Thread.yield();
                        if (tries.incrementAndGet() <= 2) {
                            throw new IllegalStateException("on purpose");
                        }
                    };
            List<Task<Throwable>> callers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                callers.add(setting.failing(() -> once.runInterruptibly(failsTwice)));
            }
            callers.get(round % 5).interrupt();
            callers.forEach(Task::get);
            assertThat(once.isDone()).isTrue();
            assertThat(tries).hasValue(3);
        }
    }

    @Test
    void shouldShowItsRunnerAndItsWaiters() throws Exception {
        Setting setting = Setting.PRIVATE_PLATFORM;
        FutexWord word = setting.word();
        Once once = new Once(word);
        Held held = new Held(null);
        Task<Boolean> runner = held.start(setting, once::run);
        Task<Boolean> waiter = setting.start(() -> once.run(NEVER));
        Sleepers.awaitAsleep(word, 1);
        assertThat(once.toString()).endsWith("[Run by thread " + runner.thread().getName() + "]");
        assertThat(new Once(word).toString()).endsWith("[Run by another process or thread]");
        assertThat(LockSupport.getBlocker(waiter.thread())).isSameAs(once);
        held.end.countDown();
        runner.get();
        waiter.get();
    }

    @Test
    void shouldLetTheJvmFindADeadlock() throws Exception {
        Once left = new Once();
        Once right = new Once();
        CountDownLatch bothRun = new CountDownLatch(2);
        Task<Throwable> one = runInside(left, right, bothRun);
        Task<Throwable> two = runInside(right, left, bothRun);
        Sleepers.await(
                () -> ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null,
                () -> "no deadlock found");
        one.interrupt();
        assertThat(one.get()).hasCauseInstanceOf(InterruptedException.class);
        assertThat(two.get()).isNull();
    }

    private static Task<Throwable> runInside(Once outer, Once inner, CountDownLatch bothRun) {
        Runnable action =
                () -> {
                    try {
                        bothRun.countDown();
                        bothRun.await();
                        inner.runInterruptibly(() -> {});
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };
        return Setting.PRIVATE_PLATFORM.failing(() -> outer.run(action));
    }

    @Test
    void shouldForgetTheThreadThatRan() throws Exception {
        Once once = new Once();
        WeakReference<Thread> runner = threadThatRan(once);
        Sleepers.await(
                () -> {
                    System.gc();
                    return runner.refersTo(null);
                },
                () -> "kept: " + runner.get());
        assertThat(once.isDone()).isTrue();
    }

    private static WeakReference<Thread> threadThatRan(Once once) throws InterruptedException {
        Thread thread = new Thread(() -> once.run(() -> {}));
        thread.start();
        thread.join();
        return new WeakReference<>(thread);
    }

    /** Another program has written to the word: a wait would never end. */
    @Test
    void shouldRefuseAWordThatNoRunLeaves() {
        FutexWord word = FutexWord.allocate();
        word.set(7);
        assertThatThrownBy(() -> new Once(word).run(NEVER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("7");
    }

    @Test
    void shouldRefuseSerialization() throws Exception {
        try (ObjectOutputStream stream = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> stream.writeObject(new Once()))
                    .isInstanceOf(NotSerializableException.class);
        }
    }
}
