package org.furwock.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.Deadline;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.junit.jupiter.api.Test;

/** How {@link Backoff} learns, and when it gives up. */
@HangBound
class BackoffTest {

    private interface Body {
        void run() throws Exception;
    }

    /** In a thread of its own, which has learned nothing. */
    private static void inAThread(Kind kind, Body body) {
        TestThreads.start(
                        kind,
                        () -> {
                            body.run();
                            return null;
                        })
                .get();
    }

    private static void inAThread(Body body) {
        inAThread(Kind.PLATFORM, body);
    }

    /** A wait that only spins, so that nothing else in the process matters. */
    private static void wait(boolean happens) {
        Backoff.current().startSpinning(Long.MAX_VALUE).end(happens);
    }

    @Test
    void shouldHalveItsTimeOnFailureAndRestoreItOnSuccess() {
        inAThread(
                () -> {
                    Backoff.Budget budget = Backoff.current().spinning;
                    assertThat(budget.nanos).isEqualTo(WaitPolicy.EVENT_SPIN);
                    for (int i = 1; i <= 3; i++) {
                        wait(false);
                        assertThat(budget.nanos).isEqualTo(WaitPolicy.EVENT_SPIN >> i);
                    }
                    wait(true);
                    assertThat(budget.nanos).isEqualTo(WaitPolicy.EVENT_SPIN);
                });
    }

    @Test
    void shouldLearnOfYieldsAndSpinsApart() {
        inAThread(
                () -> {
                    Backoff backoff = Backoff.current();
                    wait(false);
                    assertThat(backoff.yielding.nanos).isEqualTo(WaitPolicy.EVENT_YIELD);
                    awaitYields(backoff);
                    backoff.end(false);
                    assertThat(backoff.yielding.nanos).isEqualTo(WaitPolicy.EVENT_YIELD / 2);
                    assertThat(backoff.spinning.nanos).isEqualTo(WaitPolicy.EVENT_SPIN / 2);
                });
    }

    @Test
    void shouldTryTheFullTimeAgainAfterManyFailures() {
        inAThread(
                () -> {
                    Backoff.Budget budget = Backoff.current().spinning;
                    for (int rest = WaitPolicy.FIRST_REST;
                            rest <= WaitPolicy.LONGEST_REST;
                            rest *= 2) {
                        for (int i = 1; i < rest; i++) {
                            wait(false);
                            assertThat(budget.nanos).isLessThan(WaitPolicy.EVENT_SPIN);
                        }
                        wait(false);
                        assertThat(budget.nanos).isEqualTo(WaitPolicy.EVENT_SPIN);
                    }
                });
    }

    @Test
    void shouldNotStayAwakeAfterManyFailures() {
        inAThread(
                () -> {
                    Backoff backoff = Backoff.current();
                    while (backoff.spinning.nanos > 0) {
                        wait(false);
                    }
                    assertThat(backoff.startSpinning(Long.MAX_VALUE).pause()).isFalse();
                });
    }

    @Test
    void shouldEndWithoutSuccess() {
        inAThread(
                () -> {
                    Backoff backoff = Backoff.current().start();
                    boolean awake = true;
                    while (awake) {
                        awake = backoff.pause();
                    }
                });
    }

    /** A preemption is a pause that took long; here the test itself takes long. */
    @Test
    void shouldStopYieldsOfTheProcessAfterAPreemption() {
        inAThread(
                () -> {
                    Backoff backoff = Backoff.current();
                    awaitYields(backoff);
                    Thread.sleep(25); // more than any credit
                    assertThat(backoff.pause()).as("a reason to sleep").isFalse();
                    backoff.end(true);
                    assertThat(backoff.yielding.nanos)
                            .as("no success")
                            .isLessThan(WaitPolicy.EVENT_YIELD);
                    assertThat(backoff.start().yields()).isFalse();
                    inAThread(() -> assertThat(Backoff.current().start().yields()).isFalse());
                    awaitYields(backoff);
                });
    }

    @Test
    void shouldChargePreemptionsToTheTimeWithoutThem() {
        long most = WaitPolicy.LONGEST_YIELD_REST;
        long lost = most / WaitPolicy.YIELD_REST / 10;
        assertThat(Backoff.charged(most, lost)).isEqualTo(most - most / 10);
        assertThat(Backoff.charged(100 * most, lost)).isEqualTo(most - most / 10);
        assertThat(Backoff.charged(0, lost)).isEqualTo(-most / 10);
        assertThat(Backoff.charged(-most / 2, 10 * lost)).isEqualTo(-most);
    }

    private static void awaitYields(Backoff backoff) throws InterruptedException {
        while (!backoff.startYielding(Deadline.NEVER).yields()) {
            Thread.sleep(1);
        }
    }

    @Test
    void shouldNotKeepVirtualThreadsAwake() {
        TestThreads.assumeVirtual();
        inAThread(
                Kind.VIRTUAL,
                () -> {
                    Backoff backoff = Backoff.current();
                    assertThat(backoff.start().pause()).isFalse();
                    assertThat(backoff.startYielding(Deadline.NEVER).pause()).isFalse();
                    assertThat(backoff.startSpinning(Long.MAX_VALUE).pause()).isFalse();
                    backoff.end(false);
                    assertThat(backoff.spinning.nanos).isEqualTo(WaitPolicy.EVENT_SPIN);
                });
    }

    @Test
    void shouldNotStayAwakeForADeadlineThatHasPassed() {
        inAThread(
                () -> {
                    Backoff backoff = Backoff.current();
                    assertThat(backoff.start(Deadline.afterNanos(0)).pause()).isFalse();
                    assertThat(backoff.startYielding(Deadline.NOW).pause()).isFalse();
                });
    }

    @Test
    void shouldNotStayAwakeMuchLongerThanItsDeadlineNorLearnFromThat() {
        long time = 2_000;
        inAThread(
                () -> {
                    Backoff backoff = Backoff.current();
                    long[] late = new long[201];
                    for (int i = 0; i < late.length; i++) {
                        long end = System.nanoTime() + time;
                        boolean awake = backoff.start(Deadline.atNanoTime(end)).pause();
                        assertThat(backoff.yields()).isFalse();
                        while (awake) {
                            awake = backoff.pause();
                        }
                        late[i] = System.nanoTime() - end;
                        backoff.end(false);
                        assertThat(backoff.spinning.nanos).isEqualTo(WaitPolicy.EVENT_SPIN);
                    }
                    Arrays.sort(late);
                    assertThat(late[late.length / 2]).isLessThan(TimeUnit.MICROSECONDS.toNanos(20));
                });
    }
}
