package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.sync.DropIn.Words;
import org.furwock.sync.SemaphoreGame.Subject;
import org.furwock.sync.SemaphoreSubject.AnySemaphore;

/**
 * Semaphores. Left out, as the javadoc of ours says: a second waiter, if the semaphore is not fair,
 * and a drain of a debt while a thread waits.
 */
record SemaphoreGame(boolean fair) implements Game<Subject> {

    /**
     * One of the two.
     *
     * @param wanted how many permits the last call of a thread wanted
     * @param expected how many permits there are by the calls that have returned
     */
    record Subject(AnySemaphore semaphore, Map<Thread, Integer> wanted, AtomicInteger expected) {}

    /** A way to acquire; whether it did. */
    private interface Way {
        boolean acquire(AnySemaphore semaphore) throws InterruptedException;
    }

    @Override
    public List<Subject> subjects(Random random) {
        int permits = random.nextInt(5) - 1;
        return Stream.of(Words.JDK, Words.OWN)
                .map(words -> new DropIn(words, Kind.PLATFORM, fair))
                .map(on -> SemaphoreSubject.semaphore(on, permits))
                .map(s -> new Subject(s, new ConcurrentHashMap<>(), new AtomicInteger(permits)))
                .toList();
    }

    @Override
    public Move<Subject> next(Random random, boolean owner) {
        int n = random.nextInt(12) == 0 ? -1 : random.nextInt(4);
        return switch (random.nextInt(14)) {
            case 0, 1 -> waiting("acquire " + n, n, s -> returned(() -> s.acquire(n)));
            case 2 -> waiting("acquire", 1, s -> returned(s::acquire));
            case 3 -> waiting("tryAcquire days " + n, n, s -> s.tryAcquire(n, 1, DAYS));
            case 4 -> waiting("tryAcquire days", 1, s -> s.tryAcquire(1, DAYS));
            case 5 -> waiting("tryAcquire 0 " + n, n, s -> s.tryAcquire(n, 0, NANOSECONDS));
            case 6 -> lasting(n, s -> returned(() -> s.acquireUninterruptibly(n)));
            case 7 -> lasting(1, s -> returned(s::acquireUninterruptibly));
            case 8 -> Move.of("tryAcquire " + n, s -> taken(s, n, q -> q.tryAcquire(n)));
            case 9 -> Move.of("tryAcquire", s -> taken(s, 1, AnySemaphore::tryAcquire));
            case 10 -> Move.of("drainPermits", this::drain);
            case 11 -> Move.of("reducePermits " + n, s -> reduce(s, n));
            default -> release(n);
        };
    }

    private interface Action {
        void run() throws InterruptedException;
    }

    private static boolean returned(Action action) throws InterruptedException {
        action.run();
        return true;
    }

    private Move<Subject> waiting(String name, int permits, Way way) {
        return Move.interruptible(
                name, s -> second(s, permits) ? "left out" : taken(s, permits, way));
    }

    private Move<Subject> lasting(int permits, Way way) {
        return Move.of(
                "acquireUninterruptibly " + permits,
                s -> second(s, permits) ? "left out" : taken(s, permits, way));
    }

    private boolean second(Subject subject, int permits) {
        AnySemaphore semaphore = subject.semaphore;
        return !fair && semaphore.hasQueuedThreads() && semaphore.availablePermits() < permits;
    }

    private static Object taken(Subject subject, int permits, Way way) throws InterruptedException {
        subject.wanted.put(Thread.currentThread(), permits);
        boolean taken = way.acquire(subject.semaphore);
        if (taken) {
            subject.expected.addAndGet(-permits);
        }
        return taken;
    }

    private Object drain(Subject subject) {
        AnySemaphore semaphore = subject.semaphore;
        if (semaphore.availablePermits() < 0 && semaphore.hasQueuedThreads()) {
            return "left out";
        }
        int drained = semaphore.drainPermits();
        subject.expected.addAndGet(-drained);
        return drained;
    }

    private static Object reduce(Subject subject, int permits) {
        subject.semaphore.reducePermits(permits);
        subject.expected.addAndGet(-permits);
        return "";
    }

    private static Move<Subject> release(int permits) {
        return Move.of(
                "release " + permits,
                s -> {
                    if (permits == 1) {
                        s.semaphore.release();
                    } else {
                        s.semaphore.release(permits);
                    }
                    s.expected.addAndGet(permits);
                    return "";
                });
    }

    @Override
    public Move<Subject> letGo() {
        return release(0);
    }

    @Override
    public Move<Subject> helpOut() {
        return release(3);
    }

    /**
     * The permits are not enough for the first waiter, and none has been taken by a call that has
     * yet to return.
     */
    @Override
    public boolean isSettled(Subject subject, List<Busy> busy, List<Caller> all) {
        int available = subject.semaphore.availablePermits();
        Thread first =
                busy.stream()
                        .map(Busy::caller)
                        .min(Comparator.comparing(Caller::number))
                        .orElseThrow()
                        .thread();
        return busy.stream().noneMatch(Busy::mustReturn)
                && available == subject.expected.get()
                && available < subject.wanted.getOrDefault(first, Integer.MIN_VALUE)
                && busy.stream().allMatch(b -> isQueued(subject, b.caller()));
    }

    private static boolean isQueued(Subject subject, Caller caller) {
        return subject.semaphore.getQueuedThreads().contains(caller.thread());
    }

    @Override
    public String look(Subject subject, List<Caller> all) {
        AnySemaphore semaphore = subject.semaphore;
        String text = semaphore.toString();
        StringBuilder seen =
                new StringBuilder(text.substring(text.indexOf('[')))
                        .append(semaphore.isFair() ? " fair, " : " not fair, ")
                        .append(semaphore.availablePermits())
                        .append(semaphore.hasQueuedThreads())
                        .append(semaphore.getQueueLength());
        all.forEach(c -> seen.append(isQueued(subject, c) ? "+" : "-"));
        return seen.toString();
    }

    @Override
    public String lookOfCaller(Subject subject) {
        return "";
    }
}
