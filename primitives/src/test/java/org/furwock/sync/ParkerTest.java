package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexException;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.WatchedEngine;
import org.junit.jupiter.api.Test;

/** The contract of {@link Parker}. */
@HangBound
class ParkerTest {

    @Test
    void shouldTakeATokenThatIsThereAndNoMoreThanOne() throws Exception {
        Parker parker = new Parker();
        assertThat(parker.parkNanos(0)).isFalse();
        assertThat(parker.toString()).endsWith("[Empty]");
        parker.unpark();
        parker.unpark();
        assertThat(parker.hasToken()).isTrue();
        assertThat(parker.toString()).endsWith("[Token]");
        parker.park();
        assertThat(parker.hasToken()).isFalse();
        assertThat(parker.parkNanos(1_000)).isFalse();
        parker.unpark();
        parker.parkInterruptibly();
        parker.unpark();
        assertThat(parker.parkNanos(-1)).isTrue();
        parker.unpark();
        assertThat(parker.park(1, TimeUnit.HOURS)).isTrue();
        parker.unpark();
        assertThat(parker.parkUntil(Deadline.at(Instant.EPOCH))).isTrue();
        assertThat(parker.parkUntil(Deadline.at(Instant.EPOCH))).isFalse();
        assertThat(parker.isParked()).isFalse();
    }

    @InEverySetting
    void shouldWaitForTheToken(Setting setting) {
        FutexWord word = setting.word();
        Parker parker = new Parker(word);
        Task<Void> untimed = setting.run(parker::park);
        Sleepers.awaitAsleep(word, 1);
        assertThat(parker.isParked()).isTrue();
        assertThat(parker.toString()).endsWith("[Parked]");
        parker.unpark();
        untimed.get();
        Task<Boolean> timed = setting.start(() -> parker.parkNanos(TimeUnit.HOURS.toNanos(1)));
        Sleepers.awaitAsleep(word, 1);
        parker.unpark();
        assertThat(timed.get()).isTrue();
        Task<Boolean> forever = setting.start(() -> parker.parkNanos(Long.MAX_VALUE));
        Sleepers.awaitAsleep(word, 1);
        parker.unpark();
        assertThat(forever.get()).isTrue();
        assertThat(parker.hasToken()).isFalse();
    }

    @InEverySetting
    void shouldNotReturnForAWakeWithoutAToken(Setting setting) {
        FutexWord word = setting.word();
        Parker parker = new Parker(word);
        Task<Void> parked = setting.run(parker::parkInterruptibly);
        for (int i = 0; i < 20; i++) {
            Sleepers.wakeOne(word);
            Sleepers.awaitAsleep(word, 1);
            assertThat(parked.future()).isNotDone();
        }
        parker.unpark();
        parked.get();
    }

    @InEverySetting
    void shouldRefuseASecondThread(Setting setting) {
        FutexWord word = setting.word();
        Parker parker = new Parker(word);
        Task<Void> parked = setting.run(parker::park);
        Sleepers.awaitAsleep(word, 1);
        assertThatThrownBy(parker::park)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("another thread");
        assertThatThrownBy(() -> parker.parkNanos(1))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(parker.isParked()).isTrue();
        parker.unpark();
        parked.get();
    }

    @InEverySetting
    void shouldEndByAnInterruptAndLeaveTheNextTokenAlone(Setting setting) throws Exception {
        FutexWord word = setting.word();
        Parker parker = new Parker(word);
        Task<Throwable> untimed = setting.failing(parker::parkInterruptibly);
        Sleepers.awaitAsleep(word, 1);
        untimed.interrupt();
        assertThat(untimed.get()).isInstanceOf(InterruptedException.class);
        Task<Throwable> timed = setting.failing(() -> parker.park(1, TimeUnit.HOURS));
        Sleepers.awaitAsleep(word, 1);
        timed.interrupt();
        assertThat(timed.get()).isInstanceOf(InterruptedException.class);
        assertThat(parker.isParked()).isFalse();
        parker.unpark();
        assertThat(parker.parkNanos(0)).isTrue();
    }

    @InEverySetting
    void shouldKeepTheInterruptInPark(Setting setting) {
        FutexWord word = setting.word();
        Parker parker = new Parker(word);
        Task<Boolean> parked =
                setting.start(
                        () -> {
                            parker.park();
                            return Thread.currentThread().isInterrupted();
                        });
        Sleepers.awaitAsleep(word, 1);
        Setting.interruptInVain(parked, word);
        parker.unpark();
        assertThat(parked.get()).isTrue();
    }

    @Test
    void shouldThrowAtOnceIfInterruptedBeforeAndLeaveTheToken() {
        Parker parker = new Parker();
        parker.unpark();
        for (Setting.Action form :
                new Setting.Action[] {
                    parker::parkInterruptibly,
                    () -> parker.parkNanos(0),
                    () -> parker.parkUntil(Deadline.NEVER)
                }) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(form::run).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(parker.hasToken()).isTrue();
        }
    }

    @InEverySetting
    void shouldTimeOutNotEarlyOnEitherClock(Setting setting) {
        Parker parker = new Parker(setting.word());
        Duration time = Duration.ofMillis(20);
        long waited =
                setting.start(
                                () -> {
                                    long start = System.nanoTime();
                                    assertThat(parker.parkNanos(time.toNanos())).isFalse();
                                    return System.nanoTime() - start;
                                })
                        .get();
        assertThat(waited).isBetween(time.toNanos(), TimeUnit.SECONDS.toNanos(10));
        Instant end = Instant.now().plus(time);
        Instant woke =
                setting.start(
                                () -> {
                                    assertThat(parker.parkUntil(Deadline.at(end))).isFalse();
                                    return Instant.now();
                                })
                        .get();
        assertThat(woke).isBetween(end, end.plusSeconds(10));
    }

    @Test
    void shouldBeEmptyAgainWhenTheKernelRefuses() throws Exception {
        WatchedEngine engine = new WatchedEngine();
        Parker parker = new Parker(engine.word(FutexScope.PRIVATE));
        engine.refuseSleep();
        assertThatThrownBy(parker::park).isInstanceOf(FutexException.class);
        assertThat(parker.isParked()).isFalse();
        assertThat(parker.parkNanos(0)).isFalse();
        parker.unpark();
        parker.park();
    }

    /** A token for each round, there and back, while others wake and interrupt. */
    @InEverySetting
    void shouldLoseNoTokenUnderChaos(Setting setting) {
        FutexWord word = setting.word();
        Parker there = new Parker(word);
        Parker back = new Parker(setting.word());
        int rounds = setting.rounds(5_000);
        int[] plain = new int[1];
        Task<Void> partner =
                setting.run(
                        () -> {
                            for (int i = 0; i < rounds; i++) {
                                parkSomehow(there);
                                plain[0]++;
                                back.unpark();
                            }
                        });
        Chaos.during(
                new FutexWord[] {word},
                List.of(partner.thread()),
                () -> {},
                () -> {
                    for (int i = 1; i <= rounds; i++) {
                        there.unpark();
                        back.park();
                        assertThat(plain[0]).isEqualTo(i);
                    }
                });
        partner.get();
        assertThat(there.hasToken()).isFalse();
        assertThat(back.hasToken()).isFalse();
    }

    private static void parkSomehow(Parker parker) {
        boolean taken = false;
        while (!taken) {
            try {
                if (ThreadLocalRandom.current().nextBoolean()) {
                    taken = parker.parkNanos(20_000);
                } else {
                    parker.parkInterruptibly();
                    taken = true;
                }
            } catch (InterruptedException e) {
                taken = false; // the token, if it is there, is for the next try
            }
        }
    }
}
