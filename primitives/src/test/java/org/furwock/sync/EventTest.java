package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Event.Reset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link Event}. */
@HangBound
class EventTest {

    /** Ints that are so far apart share no cache line. */
    private static final int APART = 16;

    /** The methods that are also tested between processes. */
    interface AnyEvent {
        void set();

        void reset();

        void await() throws InterruptedException;

        void awaitUninterruptibly();

        boolean await(long time, TimeUnit unit) throws InterruptedException;

        boolean isSet();
    }

    private static AnyEvent event(Setting setting, Reset mode) {
        return event(setting, mode, setting.word());
    }

    private static AnyEvent event(Setting setting, Reset mode, FutexWord word) {
        return setting.make(AnyEvent.class, Event.class, mode, word);
    }

    @Test
    void shouldLetEverybodyThroughUntilItIsReset() throws Exception {
        Event event = new Event(Reset.MANUAL);
        assertThat(event.isSet()).isFalse();
        assertThat(event.await(0, TimeUnit.SECONDS)).isFalse();
        event.set();
        event.set();
        assertThat(event.isSet()).isTrue();
        event.await();
        event.awaitUninterruptibly();
        assertThat(event.await(-1, TimeUnit.SECONDS)).isTrue();
        assertThat(event.isSet()).isTrue();
        event.reset();
        event.reset();
        assertThat(event.isSet()).isFalse();
        assertThat(event.await(1, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void shouldLetOneThroughForASet() throws Exception {
        Event event = new Event(Reset.AUTO);
        assertThat(event.await(0, TimeUnit.SECONDS)).isFalse();
        event.set();
        event.set();
        assertThat(event.isSet()).isTrue();
        event.await();
        assertThat(event.isSet()).isFalse();
        assertThat(event.await(1, TimeUnit.MILLISECONDS)).isFalse();
        event.set();
        event.reset();
        assertThat(event.await(0, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void shouldShowItsState() {
        Event event = new Event(Reset.AUTO);
        assertThat(event.toString()).endsWith("[AUTO, Not set]");
        event.set();
        assertThat(event.toString()).endsWith("[AUTO, Set]");
    }

    @InEverySettingAndBetweenProcesses
    void shouldReleaseAllWaitersEvenIfItIsResetAtOnce(Setting setting) {
        FutexWord word = setting.word();
        AnyEvent event = event(setting, Reset.MANUAL, word);
        for (int round = 0; round < setting.rounds(100); round++) {
            List<Task<Void>> waiters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiters.add(setting.run(event::await));
            }
            Sleepers.awaitAsleep(word, 4);
            event.set();
            event.reset();
            waiters.forEach(Task::get);
            assertThat(event.isSet()).isFalse();
        }
    }

    @InEverySettingAndBetweenProcesses
    void shouldLetOneGoForEachSet(Setting setting) {
        FutexWord word = setting.word();
        AnyEvent event = event(setting, Reset.AUTO, word);
        AtomicInteger passed = new AtomicInteger();
        List<Task<Void>> waiters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiters.add(
                    setting.run(
                            () -> {
                                event.awaitUninterruptibly();
                                passed.incrementAndGet();
                            }));
        }
        for (int i = 1; i <= waiters.size(); i++) {
            int left = waiters.size() - i;
            int gone = i;
            event.set();
            Sleepers.awaitAsleep(word, left);
            Sleepers.await(() -> passed.get() >= gone, () -> gone + " should have passed");
            assertThat(passed).hasValue(gone);
            assertThat(event.isSet()).isFalse();
        }
        waiters.forEach(Task::get);
    }

    @InEverySettingAndBetweenProcesses
    void shouldEndAWaitByAnInterruptAndTakeNothing(Setting setting) throws Exception {
        for (Reset mode : Reset.values()) {
            FutexWord word = setting.word();
            AnyEvent event = event(setting, mode, word);
            Task<Throwable> one = setting.failing(event::await);
            Task<Throwable> two = setting.failing(() -> event.await(1, TimeUnit.HOURS));
            Task<Void> three = setting.run(event::await);
            Sleepers.awaitAsleep(word, 3);
            one.interrupt();
            two.interrupt();
            assertThat(one.get()).isInstanceOf(InterruptedException.class);
            assertThat(two.get()).isInstanceOf(InterruptedException.class);
            event.set();
            three.get();
        }
    }

    @InEverySettingAndBetweenProcesses
    void shouldKeepTheInterruptWhenWaitingUninterruptibly(Setting setting) {
        FutexWord word = setting.word();
        AnyEvent event = event(setting, Reset.AUTO, word);
        Task<Boolean> waiter =
                setting.start(
                        () -> {
                            event.awaitUninterruptibly();
                            return Thread.currentThread().isInterrupted();
                        });
        Sleepers.awaitAsleep(word, 1);
        Setting.interruptInVain(waiter, word);
        event.set();
        assertThat(waiter.get()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Reset.class)
    void shouldThrowAtOnceIfInterruptedBefore(Reset mode) {
        Event event = new Event(mode);
        event.set();
        Thread.currentThread().interrupt();
        assertThatThrownBy(event::await).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> event.await(0, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(event.isSet()).isTrue();
    }

    @InEverySettingAndBetweenProcesses
    void shouldTimeOutNotEarly(Setting setting) {
        for (Reset mode : Reset.values()) {
            AnyEvent event = event(setting, mode);
            long nanos = TimeUnit.MILLISECONDS.toNanos(20);
            long waited =
                    setting.start(
                                    () -> {
                                        long start = System.nanoTime();
                                        assertThat(event.await(nanos, TimeUnit.NANOSECONDS))
                                                .isFalse();
                                        return System.nanoTime() - start;
                                    })
                            .get();
            assertThat(waited).isBetween(nanos, TimeUnit.SECONDS.toNanos(10));
        }
    }

    /**
     * One thread sets an event that is already set, while another goes through it. Either the
     * second thread sees the writes of the first, or the event is set again.
     */
    @Test
    void shouldPublishByASetThatChangesNothing() {
        int rounds = 200_000;
        Event[] events = new Event[rounds];
        for (int i = 0; i < rounds; i++) {
            events[i] = new Event(Reset.AUTO);
            events[i].set();
        }
        int[] written = new int[rounds * APART];
        boolean[] missed = new boolean[rounds];
        AtomicInteger arrived = new AtomicInteger();
        Task<Void> setter =
                Setting.PRIVATE_PLATFORM.run(
                        () -> {
                            for (int i = 0; i < rounds; i++) {
                                events[i].isSet(); // into the cache
                                meet(arrived, i);
                                spin(i % 4);
                                written[i * APART] = 1;
                                events[i].set();
                            }
                        });
        for (int i = 0; i < rounds; i++) {
            // Makes the setter's write slow, and its next access fast.
            written[i * APART + 1] = 1;
            events[i].isSet();
            meet(arrived, i);
            spin(i / 4 % 4);
            events[i].awaitUninterruptibly();
            missed[i] = written[i * APART] == 0;
        }
        setter.get();
        for (int i = 0; i < rounds; i++) {
            assertThat(missed[i] && !events[i].isSet()).as("missed in round %d", i).isFalse();
        }
    }

    /** Two threads go on from here together. */
    private static void meet(AtomicInteger arrived, int round) {
        arrived.incrementAndGet();
        for (int spins = 1; arrived.get() < 2 * (round + 1); spins++) {
            if (spins % 1_000 == 0) {
                Thread.yield();
            }
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    /**
     * Tokens pass back and forth. A lost wake hangs; a set that lets two through shows in the
     * count.
     */
    @InEverySettingAndBetweenProcesses
    void shouldLoseNoSetUnderChaos(Setting setting) {
        FutexWord word = setting.word();
        AnyEvent full = event(setting, Reset.AUTO, word);
        AnyEvent empty = event(setting, Reset.AUTO);
        int sets = setting.rounds(5_000);
        AtomicInteger passed = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        List<Task<Void>> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(
                    setting.run(
                            () -> {
                                while (!stop.get()) {
                                    if (passesSomehow(full)) {
                                        passed.incrementAndGet();
                                        empty.set();
                                    }
                                }
                            }));
        }
        Chaos.during(
                new FutexWord[] {word},
                waiters.stream().map(Task::thread).toList(),
                () -> {},
                () -> {
                    for (int i = 1; i <= sets; i++) {
                        full.set();
                        empty.awaitUninterruptibly();
                        assertThat(passed).hasValue(i);
                    }
                });
        stop.set(true);
        waiters.forEach(Task::interrupt);
        waiters.forEach(Task::get);
    }

    private static boolean passesSomehow(AnyEvent event) {
        try {
            if (ThreadLocalRandom.current().nextBoolean()) {
                return event.await(20, TimeUnit.MICROSECONDS);
            }
            event.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /**
     * A thread that was woken for a set, which a newcomer has taken, must not forget the others.
     */
    @InEverySettingAndBetweenProcesses
    void shouldForgetNoSleeperWhenOthersAreFaster(Setting setting) {
        for (int round = 0; round < setting.rounds(300); round++) {
            FutexWord word = setting.word();
            AnyEvent event = event(setting, Reset.AUTO, word);
            Task<Void> one = setting.run(event::await);
            Task<Void> two = setting.run(event::await);
            Sleepers.awaitAsleep(word, 2);
            event.set();
            event.reset(); // takes it from the woken thread, or comes too late
            event.set();
            Sleepers.await(
                    () -> one.future().isDone() || two.future().isDone(), () -> "lost: " + event);
            event.set();
            Task<Void> left = one.future().isDone() ? two : one;
            left.get();
            event.set();
            one.get();
            two.get();
        }
    }

    /**
     * A waiter is woken close to its deadline, and another thread takes what was set. The waiter
     * gives up, and the wake that it has used up must not be missing.
     */
    @Test
    void shouldKeepTheOthersAwaitedIfAWokenWaiterGivesUp() throws Exception {
        long time = TimeUnit.MILLISECONDS.toNanos(3);
        for (int round = 0; round < 240; round++) {
            FutexWord word = FutexWord.allocate();
            Event event = new Event(Reset.AUTO, word);
            long deadline = System.nanoTime() + time;
            Task<Boolean> first =
                    TestThreads.start(
                            () -> event.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            while (Futex.sleepers(word) == 0 && first.thread().isAlive()) {
                Thread.onSpinWait();
            }
            Task<Void> second =
                    TestThreads.start(
                            () -> {
                                event.awaitUninterruptibly();
                                return null;
                            });
            long lead = TimeUnit.MICROSECONDS.toNanos(round % 60);
            while (Futex.sleepers(word) == 0 || System.nanoTime() < deadline - lead) {
                Thread.onSpinWait();
            }
            event.set();
            boolean unused = event.await(0, TimeUnit.SECONDS); // takes it, if there is still time
            first.get();
            event.set();
            second.get(); // hangs if no thread woke it
        }
    }
}
