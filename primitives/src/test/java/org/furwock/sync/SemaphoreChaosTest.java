package org.furwock.sync;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.SemaphoreSubject.AnySemaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Semaphores under random wakes, interrupts and time-outs. */
@HangBound
class SemaphoreChaosTest {

    private static final int PERMITS = 3;

    /**
     * Never more permits are taken than exist, and all are back at the end. No waiter is forgotten.
     */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldKeepTheNumberOfPermits(DropIn on) {
        FutexWord[] words = on.given(Semaphore.WORDS);
        AnySemaphore semaphore = SemaphoreSubject.semaphore(on, PERMITS, words);
        AtomicInteger out = new AtomicInteger();
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int rounds = on.rounds(2_000);
            tasks.add(on.start(() -> takeAndGiveBack(semaphore, out, rounds)));
        }
        List<Thread> victims = tasks.stream().map(Task::thread).toList();
        Chaos.during(words, victims, () -> {}, () -> tasks.forEach(Task::get));
        assertThat(semaphore.availablePermits()).isEqualTo(PERMITS);
        assertThat(semaphore.getQueueLength()).isZero();
        assertThat(semaphore.getQueuedThreads()).isEmpty();
    }

    private static int takeAndGiveBack(AnySemaphore semaphore, AtomicInteger out, int rounds) {
        int taken = 0;
        for (int i = 0; i < rounds; i++) {
            int wanted = 1 + ThreadLocalRandom.current().nextInt(PERMITS);
            if (takeSomehow(semaphore, wanted)) {
                taken++;
                assertThat(out.addAndGet(wanted)).isLessThanOrEqualTo(PERMITS);
                if (i % 4 == 0) {
                    Thread.yield(); // lets the others find them gone
                }
                out.addAndGet(-wanted);
                semaphore.release(wanted);
            }
        }
        return taken;
    }

    private static boolean takeSomehow(AnySemaphore semaphore, int wanted) {
        try {
            switch (ThreadLocalRandom.current().nextInt(4)) {
                case 0 -> semaphore.acquire(wanted);
                case 1 -> semaphore.acquireUninterruptibly(wanted);
                case 2 -> {
                    return semaphore.tryAcquire(wanted);
                }
                default -> {
                    int micros = ThreadLocalRandom.current().nextInt(200);
                    return semaphore.tryAcquire(wanted, micros, MICROSECONDS);
                }
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /**
     * Waiters give up at the moment at which permits come. Each released permit is taken by a
     * waiter that stays, or is available at the end.
     */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldLoseNoPermitToAWaiterThatGivesUp(DropIn on) {
        AnySemaphore semaphore = SemaphoreSubject.semaphore(on, 0);
        int released = on.rounds(5_000);
        AtomicInteger taken = new AtomicInteger();
        Task<Void> patient =
                on.run(
                        () -> {
                            while (taken.get() < released) {
                                semaphore.acquireUninterruptibly();
                                taken.incrementAndGet();
                            }
                        });
        List<Task<Void>> impatient = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int micros = 20 + 30 * i;
            impatient.add(
                    on.run(
                            () -> {
                                while (taken.get() < released) {
                                    try {
                                        if (semaphore.tryAcquire(micros, MICROSECONDS)) {
                                            taken.incrementAndGet();
                                        }
                                    } catch (InterruptedException e) {
                                        Thread.yield();
                                    }
                                }
                            }));
        }
        List<Thread> victims = impatient.stream().map(Task::thread).toList();
        Chaos.during(
                new FutexWord[0],
                victims,
                () -> {},
                () -> {
                    for (int i = 0; i < released; i++) {
                        semaphore.release();
                        int sofar = i;
                        while (taken.get() < sofar - 2) {
                            Thread.yield(); // so that they sleep again
                        }
                    }
                    impatient.forEach(Task::get);
                });
        semaphore.release(); // for the patient waiter, if it still waits
        patient.get();
        assertThat(taken.get() + semaphore.availablePermits()).isEqualTo(released + 1);
    }

    /**
     * Different numbers: permits that are too few for one waiter are not kept from another, and all
     * waiters get theirs.
     */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldServeDifferentNumbers(DropIn on) {
        AnySemaphore semaphore = SemaphoreSubject.semaphore(on, 0);
        int rounds = on.rounds(2_000);
        int total = 0;
        List<Task<Void>> tasks = new ArrayList<>();
        for (int wanted = 0; wanted <= 5; wanted++) {
            int own = wanted;
            total += own * rounds;
            tasks.add(
                    on.run(
                            () -> {
                                for (int i = 0; i < rounds; i++) {
                                    semaphore.acquire(own);
                                }
                            }));
        }
        int toRelease = total;
        tasks.add(
                on.run(
                        () -> {
                            int left = toRelease;
                            while (left > 0) {
                                int some = Math.min(left, 1 + left % 3);
                                semaphore.release(some);
                                left -= some;
                                Thread.yield();
                            }
                        }));
        tasks.forEach(Task::get);
        assertThat(semaphore.availablePermits()).isZero();
        assertThat(semaphore.getQueueLength()).isZero();
    }
}
