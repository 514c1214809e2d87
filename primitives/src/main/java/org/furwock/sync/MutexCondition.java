package org.furwock.sync;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.waiting.Interrupts;
import org.furwock.waiting.ShortWait;

/**
 * A condition of a {@link Mutex}. A broadcast to any number of sleepers is one system call, which
 * moves them to the mutex and wakes none, so that no herd runs into a mutex that the signaller
 * still holds.
 *
 * <p><b>Contract.</b> That of {@link Condition}; all methods need the mutex, else {@link
 * IllegalMonitorStateException}. A signal goes to a thread that waited when it was given, never to
 * one that came later; which of several is not said. A waiter that is signalled and interrupted, or
 * signalled and timed out, counts as signalled: the await returns normally, and an interrupt stays
 * in the thread's status. Time-outs are on the clock of {@link System#nanoTime()}, for {@link
 * #awaitUntil} on the wall clock; 0 or less gives the mutex up once. Virtual threads wait without
 * their carriers.
 *
 * <p><b>Algorithm.</b> The sequence word is all that anybody sleeps on: it says "look again", and
 * nothing else. Who is signalled stands in the books, which are words too, so that they can be
 * shared, but are read and written under the mutex only. Waiters are kept in two groups:
 *
 * <pre>
 *  group          who is in it                                      counted by
 *  closed         those who waited when it was closed; signals      unsignalled: not signalled yet
 *                 go to this group, any member may take one         signals: given and not taken
 *  open           those who came after that                         newcomers
 *  older          all have been signalled                           nobody
 *
 *  of all groups: signals given and not taken                       untaken
 * </pre>
 *
 * {@code await} joins the open group, whose number is one above the closed one's. {@code signal}
 * closes the open group if the closed one has nobody left to signal, and gives one signal to the
 * closed group. {@code signalAll} makes both groups older. A waiter with the mutex is signalled if
 * its group is older, or is the closed one and there is a signal, which it takes. It leaves
 * unsignalled by taking itself off its group's count, so that no signal is ever kept for somebody
 * who has gone.
 *
 * <p><b>Why no signal is stolen.</b> A signal is given to a group that is closed, and who comes
 * later is not in it. <b>Why none is lost.</b> The signals given to a group and not taken are never
 * more than its members, since a signal takes one off the unsignalled, and so does a member that
 * leaves without one. So there is a member for each.
 *
 * <p><b>Wake rule.</b> The sequence is read under the mutex by the waiter, and changed under the
 * mutex by the signaller: a waiter that is not yet asleep finds it changed. Of those asleep, the
 * requeue moves as many as there are signals, but the kernel picks them, and it may pick one of the
 * open group (a member of the closed group that woke for nothing sleeps behind it). Hence:
 * <em>whoever holds the mutex after a sleep, is not signalled, and sees a signal of any group not
 * taken, moves one more sleeper</em> before it sleeps or leaves. So there are always as many
 * waiters awake or moved as there are signals untaken, or nobody is asleep at all. (Counting the
 * closed group's signals alone is not enough: of D, E, A asleep in that order, let A be signalled
 * and D moved; then let D's group be closed and signalled, and E moved. D takes that signal, E
 * finds none, and A, signalled long since, sleeps on.) The signaller marks the mutex CONTENDED
 * before it moves anybody there, and all who come back take it as CONTENDED: so every unlock wakes
 * the next, until nobody is left.
 *
 * <p><b>Memory ordering.</b> The books are guarded by the mutex. The sequence is written volatile
 * under the mutex; the kernel's comparison orders the sleep after the unlock.
 *
 * <p><b>Source.</b> The requeueing of Drepper's Futexes Are Tricky; the groups are a simple form of
 * those in glibc's condition variable (T. Riegel, 2016). <b>Differs</b> from glibc: a Java
 * condition is only used with its mutex held, so the books need no atomics and no quiescence of old
 * groups. The sequence word wraps: a thread that stands still between its unlock and its sleep
 * while exactly 2<sup>32</sup> signals are given would sleep past them.
 */
public final class MutexCondition implements Condition {

    /** How many adjacent words a condition takes. */
    public static final int WORDS = 6;

    private final Mutex mutex;
    private final FutexWord sequence;

    /** The number of the closed group; the open one's is one more. Wraps. */
    private final FutexWord closedGroup;

    private final FutexWord unsignalled;
    private final FutexWord signals;
    private final FutexWord newcomers;
    private final FutexWord untaken;

    MutexCondition(Mutex mutex) {
        this(mutex, FutexWord.allocateAdjacent(mutex.word().scope(), WORDS));
    }

    /**
     * A condition on given words.
     *
     * @param mutex the mutex that guards it
     * @param words {@value #WORDS} words, 0 when the condition is first used, of the mutex's scope:
     *     the sequence, the closed group's number, its unsignalled, its signals, the newcomers, the
     *     untaken
     * @throws IllegalArgumentException if there are fewer or more, or their scope differs
     */
    public MutexCondition(Mutex mutex, FutexWord... words) {
        this.mutex = requireNonNull(mutex, "mutex");
        if (words.length != WORDS) {
            throw new IllegalArgumentException(
                    "a condition takes " + WORDS + " words, not " + words.length);
        }
        FutexScope scope = mutex.word().scope();
        for (FutexWord word : words) {
            if (word.scope() != scope) {
                throw new IllegalArgumentException(
                        "the mutex is " + scope + " and a word is not: " + word);
            }
        }
        sequence = words[0];
        closedGroup = words[1];
        unsignalled = words[2];
        signals = words[3];
        newcomers = words[4];
        untaken = words[5];
    }

    // Waiting.

    @Override
    public void await() throws InterruptedException {
        if (!waitForSignal(true, Deadline.NEVER)) {
            throw Interrupts.consume();
        }
    }

    @Override
    public void awaitUninterruptibly() {
        waitForSignal(false, Deadline.NEVER);
    }

    @Override
    public long awaitNanos(long nanosTimeout) throws InterruptedException {
        long deadline = Deadline.nanoTimeAfter(nanosTimeout);
        boolean signalled = waitForSignal(true, Deadline.atNanoTime(deadline));
        if (!signalled) {
            Interrupts.check();
        }
        return deadline == Deadline.NEVER_NANOS ? nanosTimeout : deadline - System.nanoTime();
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        long deadline = Deadline.nanoTimeAfter(unit.toNanos(time));
        return waitOrThrow(Deadline.atNanoTime(deadline));
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the interface has it so
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        long millis = Math.max(deadline.getTime(), 0);
        return waitOrThrow(Deadline.at(Instant.ofEpochMilli(millis)));
    }

    private boolean waitOrThrow(Deadline deadline) throws InterruptedException {
        boolean signalled = waitForSignal(true, deadline);
        if (!signalled) {
            Interrupts.check();
        }
        return signalled;
    }

    /** Whether the thread was signalled; if not, it was interrupted or the deadline passed. */
    private boolean waitForSignal(boolean interruptible, Deadline deadline) {
        mutex.requireOwner();
        if (interruptible && InterruptStatus.isSet()) {
            return false;
        }
        int group = join();
        boolean waiting;
        do {
            WaitResult result = sleep(group, interruptible, deadline);
            if (takeSignal(group)) {
                return true;
            }
            waiting = result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
            if (!waiting) {
                leave(group);
            }
            if (untaken.getPlain() > 0) {
                moveSleepers(1);
            }
        } while (waiting);
        return false;
    }

    /**
     * Gives the mutex up, sleeps until there is a reason to look again, and has the mutex again.
     */
    private WaitResult sleep(int group, boolean interruptible, Deadline deadline) {
        long end = ShortWait.nanoTimeOf(deadline);
        boolean awake = ShortWait.isNear(end);
        int seen = sequence.getPlain();
        mutex.unlock();
        boolean waited = false;
        try {
            WaitResult result =
                    awake
                            ? ShortWait.watch(sequence, seen, interruptible, end)
                            : Futex.await(
                                    sequence, seen, Futex.MATCH_ANY, interruptible, deadline, this);
            waited = true;
            return result;
        } finally {
            if (awake) {
                mutex.lock(); // nobody has moved it, nor others with it
            } else {
                mutex.relock();
            }
            if (!waited && !takeSignal(group)) {
                leave(group); // the wait threw: no signal can reach it
            }
        }
    }

    // Signalling.

    @Override
    public void signal() {
        mutex.requireOwner();
        if (unsignalled.getPlain() == 0) {
            if (newcomers.getPlain() == 0) {
                return;
            }
            closeOpenGroup();
        }
        add(unsignalled, -1);
        add(signals, 1);
        add(untaken, 1);
        moveSleepers(1);
    }

    @Override
    public void signalAll() {
        mutex.requireOwner();
        if (unsignalled.getPlain() == 0 && newcomers.getPlain() == 0) {
            return;
        }
        add(untaken, unsignalled.getPlain() + newcomers.getPlain());
        // Twice: what was the open group is older now, too.
        closeOpenGroup();
        closeOpenGroup();
        moveSleepers(Integer.MAX_VALUE);
    }

    private void moveSleepers(int count) {
        int next = sequence.getPlain() + 1;
        sequence.set(next);
        mutex.markContended();
        Futex.cmpRequeue(sequence, next, mutex.word(), 0, count);
    }

    // The books; all under the mutex.

    private int join() {
        add(newcomers, 1);
        return closedGroup.getPlain() + 1;
    }

    private void closeOpenGroup() {
        add(closedGroup, 1);
        unsignalled.setPlain(newcomers.getPlain());
        signals.setPlain(0); // whoever has not taken one is in an older group now: signalled
        newcomers.setPlain(0);
    }

    private boolean takeSignal(int group) {
        int age = closedGroup.getPlain() - group;
        boolean signalled = age > 0 || (age == 0 && signals.getPlain() > 0);
        if (signalled) {
            add(untaken, -1);
            add(signals, age == 0 ? -1 : 0);
        }
        return signalled;
    }

    private void leave(int group) {
        add(group == closedGroup.getPlain() ? unsignalled : newcomers, -1);
    }

    private static void add(FutexWord book, int delta) {
        book.setPlain(book.getPlain() + delta);
    }

    // Inspection.

    /**
     * How many threads wait and have not been signalled.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the mutex
     */
    public int getWaitQueueLength() {
        mutex.requireOwner();
        return unsignalled.getPlain() + newcomers.getPlain();
    }

    /**
     * Whether threads wait that have not been signalled.
     *
     * @throws IllegalMonitorStateException if the caller does not hold the mutex
     */
    public boolean hasWaiters() {
        return getWaitQueueLength() > 0;
    }

    @Override
    public String toString() {
        return super.toString() + "[of " + mutex + "]";
    }
}
