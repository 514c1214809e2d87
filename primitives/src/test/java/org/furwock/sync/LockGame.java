package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.sync.LockGame.Subject;
import org.furwock.sync.ReadWriteSubject.Inspected;

/**
 * The reentrant locks, with one lock or two, and their conditions.
 *
 * <p>Two things are left out, because an unfair lock may do either of two things: the order of the
 * threads that one {@code signalAll} moves, and a wait with a time-out of zero beside a queue. A
 * wait on a condition by a writer that also reads is left out, because the JDK's lock may forget
 * its read holds.
 *
 * @param reads whether there is a read lock
 * @param fair whether the locks are fair
 * @param hot whether readers of ours use slots from the start
 */
record LockGame(boolean reads, boolean fair, boolean hot) implements Game<Subject> {

    /**
     * The JDK's lock, or ours.
     *
     * @param root the object that a program creates, with the methods that all locks have
     * @param both the same object as a reader-writer lock; null if it is none
     * @param locks the write lock or the only lock, followed by the read lock if there is one
     * @param conditions two of this lock, and one of another lock
     */
    record Subject(AnyLock root, Inspected both, List<Lock> locks, List<Condition> conditions) {

        static Subject of(Object lock, Object other) {
            Inspected both = lock instanceof Inspected inspected ? inspected : null;
            Lock writes = both == null ? (Lock) lock : both.writeLock();
            Lock strange = other instanceof Inspected two ? two.writeLock() : (Lock) other;
            return new Subject(
                    Duck.as(AnyLock.class, lock),
                    both,
                    both == null ? List.of(writes) : List.of(writes, both.readLock()),
                    List.of(writes.newCondition(), writes.newCondition(), strange.newCondition()));
        }

        private int readHolds() {
            return both == null ? 0 : both.getReadHoldCount();
        }

        private int holds() {
            return (int) Duck.get(locks.get(0), "getHoldCount");
        }
    }

    @Override
    public List<Subject> subjects(Random random) {
        return List.of(subject(false), subject(true));
    }

    private Subject subject(boolean ours) {
        return Subject.of(make(ours, ours && hot), make(ours, false));
    }

    private Object make(boolean ours, boolean isHot) {
        if (reads) {
            return new ReadWriteSubject(ours, fair, isHot).make();
        }
        return ours ? new ReentrantSubject.Ours(fair) : new ReentrantSubject.Original(fair);
    }

    // Calls.

    @Override
    public Move<Subject> next(Random random, boolean owner) {
        return random.nextInt(10) < (owner ? 4 : 9)
                ? ofLock(random.nextInt(13), reads ? random.nextInt(2) : 0)
                : ofCondition(random.nextInt(16), random.nextInt(8) % 3);
    }

    private static Move<Subject> ofLock(int kind, int lock) {
        String of = " of lock " + lock;
        return switch (kind) {
            case 0, 1 -> Move.of("lock" + of, s -> lock(s, lock));
            case 2 ->
                    Move.interruptible(
                            "lockInterruptibly" + of,
                            s -> returned(() -> s.locks.get(lock).lockInterruptibly()));
            case 3 -> Move.of("tryLock" + of, s -> s.locks.get(lock).tryLock());
            case 4 -> tried(of, s -> s.locks.get(lock).tryLock(0, NANOSECONDS));
            case 5 -> tried(of, s -> s.locks.get(lock).tryLock(Long.MIN_VALUE, DAYS));
            case 6 -> tried(of, s -> s.locks.get(lock).tryLock(1, DAYS));
            case 7 -> tried(of, s -> s.locks.get(lock).tryLock(Long.MAX_VALUE, DAYS));
            case 8 -> Move.of("misuse" + of, s -> misuse(s, lock));
            default -> Move.of("unlock" + of, s -> returned(() -> s.locks.get(lock).unlock()));
        };
    }

    private static Move<Subject> tried(String of, Game.Call<Subject> call) {
        return Move.interruptible("timed tryLock" + of, call);
    }

    /** A reader does not ask for the write lock: it would wait for itself. */
    private static Object lock(Subject subject, int lock) {
        if (lock == 0 && subject.readHolds() > 0 && subject.holds() == 0) {
            return "left out";
        }
        return returned(() -> subject.locks.get(lock).lock());
    }

    private static Object misuse(Subject subject, int lock) {
        Lock used = subject.locks.get(lock);
        List<Object> outcomes = new ArrayList<>();
        if (lock == 1) {
            outcomes.add(outcome(used::newCondition));
        }
        outcomes.add(outcome(() -> used.tryLock(1, null)));
        outcomes.add(outcome(() -> subject.root.hasQueuedThread(null)));
        for (Condition condition : subject.conditions) {
            outcomes.add(outcome(() -> condition.await(1, null)));
            outcomes.add(outcome(() -> condition.awaitUntil(null)));
            outcomes.addAll(waiters(subject.root, condition));
        }
        outcomes.addAll(waiters(subject.root, null));
        return outcomes;
    }

    private static List<Object> waiters(AnyLock root, Condition condition) {
        return List.of(
                outcome(() -> root.hasWaiters(condition)),
                outcome(() -> root.getWaitQueueLength(condition)),
                outcome(() -> names(root.getWaitingThreads(condition))));
    }

    private Move<Subject> ofCondition(int kind, int index) {
        String of = " on condition " + index;
        return switch (kind) {
            case 0, 1 -> await("await" + of, index, c -> returned(c::await));
            case 2 -> await("await days" + of, index, c -> c.await(1, DAYS));
            case 3 -> await("awaitNanos" + of, index, c -> nanos(c, DAYS.toNanos(1)));
            case 4 -> await("awaitNanos for ever" + of, index, c -> nanos(c, Long.MAX_VALUE));
            case 5 -> await("awaitUntil" + of, index, c -> c.awaitUntil(new Date(1L << 60)));
            case 6, 7 ->
                    new Move<>(
                            "awaitUninterruptibly" + of,
                            false,
                            index < 2,
                            s -> unlessReading(s, index, c -> returned(c::awaitUninterruptibly)));
            case 8 -> look("await 0" + of, index, c -> c.await(0, TimeUnit.SECONDS));
            case 9 -> look("awaitNanos -1 s" + of, index, c -> nanos(c, -1_000_000_000));
            case 10 -> look("awaitNanos MIN" + of, index, c -> nanos(c, Long.MIN_VALUE));
            case 11 -> look("awaitUntil -1" + of, index, c -> c.awaitUntil(new Date(-1)));
            case 12, 13, 14 ->
                    Move.of("signal" + of, s -> returned(() -> s.conditions.get(index).signal()));
            default -> Move.of("signalAll" + of, s -> signalAll(s, index));
        };
    }

    /** A use of a condition. */
    private interface Use {
        Object of(Condition condition) throws Exception;
    }

    private static Move<Subject> await(String name, int index, Use use) {
        return new Move<>(name, true, index < 2, s -> unlessReading(s, index, use));
    }

    /** A wait with a time-out of zero, which can still wait for the lock. */
    private Move<Subject> look(String name, int index, Use use) {
        return Move.of(
                name,
                s ->
                        !fair && s.root.hasQueuedThreads()
                                ? "left out"
                                : unlessReading(s, index, use));
    }

    private static Object unlessReading(Subject subject, int index, Use use) throws Exception {
        return subject.readHolds() > 0 ? "left out" : use.of(subject.conditions.get(index));
    }

    private static String nanos(Condition condition, long nanos) throws InterruptedException {
        long left = condition.awaitNanos(nanos);
        return (left > 0 ? "some" : "none") + (left <= nanos ? " left" : " left, more than given");
    }

    private Object signalAll(Subject subject, int index) throws Exception {
        Condition condition = subject.conditions.get(index);
        boolean anyOrder =
                !fair
                        && index < 2
                        && subject.holds() > 0
                        && subject.root.getWaitQueueLength(condition) > 1;
        return anyOrder ? "left out" : returned(condition::signalAll);
    }

    private interface Action {
        void run() throws InterruptedException;
    }

    private static Object returned(Action action) {
        try {
            action.run();
            return "returned";
        } catch (InterruptedException e) {
            return e.toString();
        }
    }

    @Override
    public Move<Subject> letGo() {
        return Move.of("unlock of all", LockGame::unlockAll);
    }

    private static Object unlockAll(Subject subject) {
        while (subject.readHolds() > 0) {
            subject.locks.get(1).unlock();
        }
        while (subject.holds() > 0) {
            subject.locks.get(0).unlock();
        }
        return "";
    }

    @Override
    public Move<Subject> helpOut() {
        return Move.of("lock and signal", LockGame::signalOne);
    }

    private static Object signalOne(Subject subject) {
        Lock lock = subject.locks.get(0);
        lock.lock();
        boolean second = subject.root.hasWaiters(subject.conditions.get(1));
        subject.conditions.get(second ? 1 : 0).signal();
        lock.unlock();
        return "";
    }

    // Waiting.

    @Override
    public boolean isOwner(Subject subject, Caller caller) {
        return subject.root.getOwner() == caller.thread();
    }

    /**
     * Each busy caller waits on a condition, or queues for a lock that an idle caller holds. The
     * lock is read first: a caller that acquires it later is in neither place.
     */
    @Override
    public boolean isSettled(Subject subject, List<Busy> busy, List<Caller> all) {
        boolean taken = isTaken(subject, all);
        return busy.stream().allMatch(b -> isBlocked(subject, b, taken));
    }

    private static boolean isBlocked(Subject subject, Busy busy, boolean taken) {
        Caller caller = busy.caller();
        Thread thread = caller.thread();
        boolean queued = subject.root.hasQueuedThread(thread);
        boolean awaits = caller.mayAwait(queued);
        return queued
                ? taken && (!busy.mustReturn() || caller.hasAwaited())
                : awaits && !busy.mustReturn() && hasReleased(subject, thread);
    }

    /** Whether the thread has released the lock. A release clears the owner first. */
    private static boolean hasReleased(Subject subject, Thread thread) {
        Thread owner = subject.root.getOwner();
        return owner == null ? !isHeld(subject) : owner != thread;
    }

    private static boolean isHeld(Subject subject) {
        return subject.both == null
                ? (boolean) Duck.get(subject.locks.get(0), "isLocked")
                : subject.both.isWriteLocked();
    }

    private static boolean isTaken(Subject subject, List<Caller> all) {
        Thread owner = subject.root.getOwner();
        if (owner != null) {
            return all.stream().anyMatch(c -> c.thread() == owner && !c.isBusy());
        }
        List<Thread> queue = new ArrayList<>(subject.root.getQueuedThreads()); // the first is last
        return subject.both != null
                && subject.both.getReadLockCount() > 0
                && !queue.isEmpty()
                && subject.both.getQueuedWriterThreads().contains(queue.get(queue.size() - 1));
    }

    // State.

    @Override
    public String look(Subject subject, List<Caller> all) {
        AnyLock root = subject.root;
        StringBuilder text =
                new StringBuilder()
                        .append(shape(root))
                        .append(root.isFair() ? " fair" : " not fair")
                        .append(", owner ")
                        .append(root.getOwner() == null ? "none" : root.getOwner().getName())
                        .append(", queue ")
                        .append(root.hasQueuedThreads())
                        .append(root.getQueueLength())
                        .append(names(root.getQueuedThreads()));
        all.forEach(c -> text.append(root.hasQueuedThread(c.thread()) ? "+" : "-"));
        if (subject.both == null) {
            return text.append(Duck.get(subject.locks.get(0), "isLocked")).toString();
        }
        return text.append(", readers ")
                .append(subject.both.getReadLockCount())
                .append(names(subject.both.getQueuedReaderThreads()))
                .append(", writers ")
                .append(subject.both.isWriteLocked())
                .append(names(subject.both.getQueuedWriterThreads()))
                .append(shape(subject.locks.get(0)))
                .append(shape(subject.locks.get(1)))
                .toString();
    }

    @Override
    public String lookOfCaller(Subject subject) {
        AnyLock root = subject.root;
        StringBuilder text = new StringBuilder("holds ").append(subject.holds());
        text.append(Duck.get(subject.locks.get(0), "isHeldByCurrentThread"));
        if (subject.both != null) {
            text.append(subject.both.getReadHoldCount())
                    .append(subject.both.getWriteHoldCount())
                    .append(subject.both.isWriteLockedByCurrentThread());
        }
        if (subject.holds() > 0) {
            for (Condition condition : subject.conditions.subList(0, 2)) {
                text.append(", ")
                        .append(root.hasWaiters(condition))
                        .append(root.getWaitQueueLength(condition))
                        .append(names(root.getWaitingThreads(condition)));
            }
        }
        return text.toString();
    }

    private static Object outcome(Callable<Object> call) {
        try {
            return call.call();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    private static List<String> names(Collection<Thread> threads) {
        return threads.stream().map(Thread::getName).toList();
    }

    /** Without the class name and the identity. */
    private static String shape(Object lock) {
        String text = lock.toString();
        return text.substring(text.indexOf('['));
    }
}
