package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WatchedEngine;
import org.furwock.sync.Background;
import org.furwock.waiting.WaitPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The waiting policy of the drop-in locks, which affects speed and fairness, not correctness. The
 * tests count wakes, timed back-offs, credit and requests, and measure no times.
 */
@Timeout(600)
class WaitingPolicyTest {

    private static final int EMPTY = 0;
    private static final int NOTIFIED = 1;
    private static final int PARKED = -1;

    private final FutexReentrantLock lock = new FutexReentrantLock();
    private final WatchedEngine engine = new WatchedEngine();

    private static Object get(Object object, Class<?> type, String name) throws Exception {
        return field(type, name).get(object);
    }

    private static Field field(Class<?> type, String name) throws Exception {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** A parker whose word is watched. */
    private ThreadParker parker() throws Exception {
        Constructor<ThreadParker> maker = ThreadParker.class.getDeclaredConstructor();
        maker.setAccessible(true);
        ThreadParker parker = maker.newInstance();
        field(ThreadParker.class, "word").set(parker, engine.word(FutexScope.PRIVATE));
        return parker;
    }

    private static FutexWord word(ThreadParker parker) throws Exception {
        return (FutexWord) get(parker, ThreadParker.class, "word");
    }

    private Waiter append(ThreadParker parker) {
        Waiter waiter = lock.newWaiter(parker, Waiter.WAITING);
        lock.append(waiter);
        return waiter;
    }

    private void passTheLock() {
        assertThat(lock.tryAcquire()).isTrue();
        lock.release();
    }

    // Wakes.

    @Test
    void shouldMakeASystemCallOnlyForOneThatSleeps() throws Exception {
        ThreadParker parker = parker();
        assertThat(engine.callsOf(parker::unpark)).isEmpty();
        assertThat(engine.callsOf(parker::unpark)).isEmpty();
        word(parker).set(PARKED);
        assertThat(engine.callsOf(parker::unpark)).containsExactly(FutexOperation.WAKE);
    }

    @Test
    void shouldWakeTheFirstWaiterOnceUntilItHasSleptAgain() throws Exception {
        ThreadParker parker = parker();
        append(parker);
        lock.setWakeFlag();
        passTheLock();
        assertThat(word(parker).get()).isEqualTo(NOTIFIED);
        word(parker).set(EMPTY);
        passTheLock();
        assertThat(word(parker).get()).as("it is on its way").isEqualTo(EMPTY);
    }

    @Test
    void shouldWakeAFewOfThoseThatOneSignalHasMoved() throws Exception {
        List<ThreadParker> parkers = new ArrayList<>();
        for (int i = 0; i < 4 + WaitPolicy.WOKEN_AHEAD; i++) {
            parkers.add(parker());
            append(parkers.get(i)).isOfMany = true;
        }
        lock.setWakeFlag();
        passTheLock();
        int woken = 0;
        for (ThreadParker parker : parkers) {
            woken += word(parker).get() == NOTIFIED ? 1 : 0;
        }
        assertThat(woken).isEqualTo(1 + WaitPolicy.WOKEN_AHEAD);
    }

    @Test
    void shouldKnowThoseThatOneSignalHasMoved() throws Exception {
        Condition condition = lock.newCondition();
        List<Background<?>> waiters = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiters.add(Background.run(() -> waitOn(condition)).awaitBlocked());
        }
        lock.lock();
        condition.signalAll();
        assertThat(lock.first()).isNotNull().matches(waiter -> waiter.isOfMany);
        lock.unlock();
        for (Background<?> waiter : waiters) {
            waiter.join();
        }
    }

    private void waitOn(Condition condition) {
        lock.lock();
        try {
            condition.awaitUninterruptibly();
        } finally {
            lock.unlock();
        }
    }

    // Timed back-off and requests.

    @Test
    void shouldNapLongerEachTimeUpToALimit() {
        Waiter waiter = lock.newWaiter(null, Waiter.WAITING);
        long expected = WaitPolicy.FIRST_NAP;
        for (int i = 0; i < 80; i++) {
            assertThat(waiter.nextNap()).isEqualTo(expected);
            expected = Math.min(2 * expected, WaitPolicy.LONGEST_NAP);
        }
    }

    @Test
    void shouldNotAskToBeWokenAfterALoss() throws Exception {
        Waiter waiter = append(parker());
        waiter.hasLost = true;
        lock.lock();
        call("waitAsFirst", waiter, false, Deadline.afterNanos(TimeUnit.SECONDS.toNanos(5)));
        assertThat(get(lock, QueuedLock.class, "wakeFlag")).isEqualTo(false);
    }

    @Test
    void shouldRequestTheLockForTheTimeThatItIsAwakeAndLaterAlsoAsleep() throws Exception {
        Waiter waiter = append(parker());
        lock.lock();
        call("awaitHandoff", waiter, WaitPolicy.HANDOFF_AWAKE + 1);
        assertThat(get(lock, QueuedLock.class, "handoffRequested")).isEqualTo(true);
        assertThat(waiter.wantsHandoff).isFalse();
        call("awaitHandoff", waiter, WaitPolicy.HANDOFF_ASLEEP + 1);
        assertThat(waiter.wantsHandoff).isTrue();
    }

    private void call(String name, Object... arguments) throws Exception {
        for (Method method : QueuedLock.class.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                method.invoke(lock, arguments);
                return;
            }
        }
        throw new AssertionError("no method " + name);
    }

    // Spins.

    @Test
    void shouldPayForItsSpin() throws Exception {
        lock.lock();
        long left =
                Background.call(
                                () -> {
                                    assertThat(lock.tryLock(1, TimeUnit.MILLISECONDS)).isFalse();
                                    ThreadParker own = ThreadParker.current();
                                    return (long) get(own, ThreadParker.class, "credit");
                                })
                        .join();
        assertThat(left).isLessThanOrEqualTo(WaitPolicy.SPIN_CREDIT - WaitPolicy.COLLISION);
    }

    @Test
    void shouldHaveCreditAtFirstAndPayTheCollisionToo() throws Exception {
        ThreadParker parker = parker();
        assertThat(parker.maySpin()).isTrue();
        long before = (long) get(parker, ThreadParker.class, "credit");
        parker.paySpin((long) get(parker, ThreadParker.class, "creditSince"));
        assertThat(get(parker, ThreadParker.class, "credit"))
                .isEqualTo(before - WaitPolicy.COLLISION);
    }

    @Test
    void shouldSaveUpCreditUpToALimit() throws Exception {
        ThreadParker parker = parker();
        field(ThreadParker.class, "creditSince")
                .set(parker, System.nanoTime() - TimeUnit.HOURS.toNanos(1));
        assertThat(parker.maySpin()).isTrue();
        assertThat(get(parker, ThreadParker.class, "credit")).isEqualTo(WaitPolicy.SPIN_CREDIT);
    }

    // Readers.

    @Test
    void shouldAssumeThatSlotsPayAfterManyReads() {
        int many = WaitPolicy.ASSUME_SLOTS_PAY;
        assertThat(ReadModePolicy.modeAfter(many - 1)).isZero();
        assertThat(ReadModePolicy.modeAfter(many)).isEqualTo(ReadSync.FENCED);
    }

    @Test
    void shouldGiveASlotWhereReadsFollowEachOtherClosely() throws Exception {
        ReadModePolicy policy = new ReadModePolicy();
        boolean due = false;
        for (int i = 0; i < 10_000 * WaitPolicy.SLOT_SAMPLE && !due; i++) {
            due = policy.isSlotDue();
        }
        assertThat(due).isTrue();
        long longAgo = System.nanoTime() - 2 * WaitPolicy.HOT;
        for (int i = 1; i <= WaitPolicy.SLOT_SAMPLE; i++) {
            field(ReadModePolicy.class, "sampledAt").set(policy, longAgo);
            assertThat(policy.isSlotDue()).isFalse();
        }
    }

    /** The mode after some writes, with a number of reads before each. */
    private static long modeWith(int reads) {
        ReadModePolicy policy = new ReadModePolicy();
        long mode = 0;
        for (int i = 1; i <= 100; i++) {
            mode = policy.modeAfterWrite(reads, null);
            assertThat(policy.writes()).isEqualTo(i);
        }
        return mode;
    }

    @Test
    void shouldChooseTheModeByTheReadsForEachWrite() {
        assertThat(modeWith(WaitPolicy.SLOTS_PAY / 2)).isZero();
        assertThat(modeWith(2 * WaitPolicy.SLOTS_PAY)).isEqualTo(ReadSync.FENCED);
        assertThat(modeWith(2 * WaitPolicy.FENCES_PAY))
                .isEqualTo(ReadSync.mayUnfence() ? ReadSync.UNFENCED : ReadSync.FENCED);
    }
}
