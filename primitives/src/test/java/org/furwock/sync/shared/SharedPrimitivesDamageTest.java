package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestEngines;
import org.furwock.futex.region.SharedRegion;
import org.furwock.futex.region.SharedRegionException;
import org.furwock.futex.region.SharedRegionSlot;
import org.furwock.sync.Event.Reset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Primitives in a region whose words are damaged, or belong to another kind of primitive. */
@HangBound
class SharedPrimitivesDamageTest {

    @TempDir Path folder;

    private SharedRegion region;
    private PrimitivePeer here;

    @BeforeEach
    void makePrimitives() throws IOException {
        TestEngines.assumeKernel("it reaches no other process");
        region = SharedRegion.at(folder.resolve("region")).create();
        here = new PrimitivePeer(region);
    }

    @Test
    void shouldRefuseOtherNumbersAndOtherKinds() {
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedPrimitives.barrier(region, "barrier", 3))
                .withMessageContaining("found Barrier/1 parties=2, expected Barrier/1 parties=3");
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedPrimitives.event(region, "auto", Reset.MANUAL))
                .withMessageContaining("found Event/1 AUTO, expected Event/1 MANUAL");
        assertThatExceptionOfType(SharedRegionException.class)
                .isThrownBy(() -> SharedPrimitives.mutex(region, "latch"));
    }

    @Test
    void shouldRefuseWordsThatNoPrimitiveLeaves() {
        damage("mutex", 0, 3);
        damage("once", 0, -1);
        damage("barrier", 0, 1);
        damage("barrier", 0, 2 << 3);
        damage("latch", 0, 3);
        damage("semaphore", SemaphoreLayout.LEAST_OFFSET, -1);
        damage("condition", MutexConditionLayout.SIGNALS_OFFSET, -1);
        damage("robust mutex", PthreadMutexLayout.KIND_OFFSET, 0);
    }

    private void damage(String slot, int at, int value) {
        FutexWord word = region.find(slot).word(at);
        int good = word.get();
        word.set(value);
        assertThatExceptionOfType(SharedRegionException.class)
                .as("%s %d", slot, at)
                .isThrownBy(() -> new PrimitivePeer(region))
                .withMessageContaining(slot)
                .withMessageContaining("found ");
        word.set(good);
    }

    /**
     * A primitive may wait for an event that a damaged word announces, but it does not loop or
     * crash.
     */
    @Test
    void shouldSurviveAnyWords() throws Exception {
        Random random = new Random(88);
        int[] nasty = {0, 1, -1, 2, 3, 4, 7, 8, 16, 77, 1 << 30, Integer.MIN_VALUE, 1 << 16};
        List<String> slots =
                List.of(
                        "mutex",
                        "condition",
                        "rwlock",
                        "barrier",
                        "semaphore",
                        "latch",
                        "manual",
                        "auto");
        for (int i = 0; i < 500; i++) {
            for (String name : slots) {
                SharedRegionSlot slot = region.find(name);
                for (int at = 0; at < slot.size(); at += Integer.BYTES) {
                    int choice = random.nextInt(nasty.length + 1);
                    slot.word(at).set(choice < nasty.length ? nasty[choice] : random.nextInt());
                }
            }
            FutexWord barrier = region.find("barrier").word(0);
            if ((barrier.get() & 3) == BarrierLayout.TRIPPING) {
                barrier.set(0); // an action of another thread would run, without end
            }
            useAll(new Random(i));
            assertThat(region.slots()).allSatisfy(slot -> SlotState.of(slot).text());
        }
        region.find("once").word(0).set(77);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> here.once.run(() -> {}))
                .withMessageContaining("77");
    }

    private void useAll(Random random) throws InterruptedException {
        long micros = random.nextInt(50);
        for (Lock lock : List.of(here.mutex, here.rwLock.readLock(), here.rwLock.writeLock())) {
            tryOnce(
                    () -> {
                        if (lock.tryLock(micros, TimeUnit.MICROSECONDS)) {
                            lock.unlock();
                        }
                    });
        }
        region.find("mutex").word(0).set(0);
        tryOnce(
                () -> {
                    here.mutex.lock();
                    here.condition.await(micros, TimeUnit.MICROSECONDS);
                    here.condition.signal();
                    here.condition.signalAll();
                    here.mutex.unlock();
                });
        tryOnce(() -> here.barrier.await(micros, TimeUnit.MICROSECONDS));
        tryOnce(here.barrier::reset);
        tryOnce(() -> here.semaphore.tryAcquire(micros, TimeUnit.MICROSECONDS));
        tryOnce(() -> here.semaphore.tryAcquire(2, micros, TimeUnit.MICROSECONDS));
        tryOnce(() -> here.semaphore.release(random.nextInt(3)));
        tryOnce(() -> here.latch.await(micros, TimeUnit.MICROSECONDS));
        tryOnce(here.latch::countDown);
        tryOnce(() -> here.auto.await(micros, TimeUnit.MICROSECONDS));
        tryOnce(() -> here.manual.await(micros, TimeUnit.MICROSECONDS));
        tryOnce(here.auto::set);
        tryOnce(here.manual::reset);
    }

    private interface Action {
        void run() throws InterruptedException, BrokenBarrierException, TimeoutException;
    }

    private static void tryOnce(Action action) throws InterruptedException {
        try {
            action.run();
        } catch (BrokenBarrierException
                | TimeoutException
                | IllegalStateException
                | IllegalMonitorStateException
                | SharedRegionException e) {
            // as it should be
        } catch (Error e) {
            if (e.getClass() != Error.class) { // a counter that is full is one
                throw e;
            }
        }
    }
}
