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
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.furwock.futex.lowlevel.StackReserve;
import org.furwock.waiting.Compensation;
import org.furwock.waiting.Interrupts;
import org.furwock.waiting.ShortWait;

/**
 * A condition of a {@link Mutex}. {@link #signalAll} moves all sleepers to the mutex and wakes
 * none, since the signaller still holds the mutex. It takes one system call, or two if an earlier
 * {@link #signal} has not reached all sleepers.
 *
 * <p><b>Contract.</b> That of {@link Condition}; without the mutex, all methods throw an {@link
 * IllegalMonitorStateException}. A signal goes to a thread that waited when the signal was given,
 * never to one that came later. It is not specified which of several it is. A waiter that is
 * signalled and interrupted, or signalled and timed out, counts as signalled: the await returns
 * normally, and an interrupt stays in the thread's status. Time-outs are on the clock of {@link
 * System#nanoTime()}, for {@link #awaitUntil} on the wall clock. With a time-out of 0 or less, the
 * await releases the mutex once. Virtual threads wait without their carriers.
 *
 * <p><b>Algorithm.</b> Counters say which waiters are signalled. They are words, so that processes
 * can share them, but are read and written under the mutex only. Each waiter belongs to a numbered
 * group:
 *
 * <pre>
 *  group          members                                           counted by
 *  closed         those that waited when it was closed; signals     unsignalled: not signalled yet
 *                 go to this group, any member may take one         signals: given and not taken
 *  open           those that came later                             newcomers
 *  older          all have been signalled                           none
 * </pre>
 *
 * There are two sequence words. The members of groups with even numbers sleep on one, those with
 * odd numbers on the other. So the closed and the open group sleep on different words. A change of
 * a sequence only means "look again".
 *
 * <p>{@code await} joins the open group, which has the next number after the closed one. {@code
 * signal} first closes the open group if the closed one has no thread left to signal. Then it gives
 * one signal to the closed group, and moves one sleeper of its word to the mutex. {@code signalAll}
 * makes both groups older, and moves all. A waiter tests under the mutex whether it is signalled:
 * its group is older, or it is the closed one and has a signal, which the waiter takes. A waiter
 * that leaves without a signal subtracts itself from the counter of its group. So no signal is kept
 * for a thread that has left.
 *
 * <p><b>Why no signal is stolen.</b> A signal is given to a closed group, and later waiters are not
 * in it. <b>Why none is lost.</b> The closed group has unsignalled + signals members: a signal
 * moves one from the first number to the second, and a member subtracts itself from one of them
 * when it takes a signal or leaves. So there is a member for each signal.
 *
 * <p><b>Wake rule.</b> Call a member <i>asleep</i> if it is in the kernel's queue of its word, or
 * is about to be and the sequence has not changed. Otherwise it is <i>awake</i>: it comes to the
 * mutex by itself, or has been moved there and an unlock wakes it. This changes under the mutex
 * only, except that a member may wake spuriously, which makes one more awake. These hold:
 *
 * <pre>
 *  1  no member of an older group is asleep
 *  2  of the closed group, at least as many members are awake as there are signals
 *  3  on a group's word no thread sleeps but its members
 *
 *                                  keeps
 *  a signal: signals + 1           2: one more is awake, by the move, which by 3 finds a member;
 *                                  or all are awake, and they are unsignalled + signals
 *  a member takes a signal         2: one less of both
 *  a member finds no signal        2: there is none
 *  and sleeps, or leaves
 *  the open group is closed        1: unsignalled is 0, so there are as many members as signals, all
 *                                  awake by 2; 2: there are no signals yet;
 *                                  3: by 1, the word of the group that becomes open has no sleepers
 *  a signal to all                 1: all are moved; 3: both words have no sleepers
 * </pre>
 *
 * So it does not matter which sleeper of a word the kernel selects: each can take the signal. The
 * kernel selects by priority. In a scheme by order of arrival the wrong thread would have to pass
 * the wake on, and two threads of high priority could pass it to each other for ever. The signaller
 * marks the mutex CONTENDED before it moves any thread there, and all threads that come back lock
 * it as CONTENDED. So every unlock wakes the next one, until none is left.
 *
 * <p><b>Memory ordering.</b> The counters are guarded by the mutex. A sequence is written volatile
 * under the mutex; the kernel's comparison orders the sleep after the unlock.
 *
 * <p><b>Source.</b> The requeueing of Drepper's Futexes Are Tricky; the groups are a simple form of
 * those in glibc's condition variable (T. Riegel, 2016). <b>Differs</b> from glibc: a Java
 * condition is only used with its mutex held, so the counters need no atomics and no quiescence of
 * old groups. A sequence word wraps: a thread that is delayed between its unlock and its sleep
 * while exactly 2<sup>32</sup> signals are given would miss them.
 *
 * @since 1.0
 */
public final class MutexCondition implements Condition {

    /** How many adjacent words a condition takes. */
    public static final int WORDS = 6;

    private final Mutex mutex;

    /** The members of groups with even numbers sleep here, those of the others on the next word. */
    private final FutexWord evenSequence;

    private final FutexWord oddSequence;

    /** The number of the closed group; the open one's is one more. Wraps. */
    private final FutexWord closedGroup;

    private final FutexWord unsignalled;
    private final FutexWord signals;
    private final FutexWord newcomers;

    MutexCondition(Mutex mutex) {
        this(mutex, FutexWord.allocateAdjacent(mutex.word().scope(), WORDS));
    }

    /**
     * A condition on given words.
     *
     * @param mutex the mutex that guards it
     * @param words {@value #WORDS} words, 0 when the condition is first used, of the mutex's scope:
     *     the sequences of even and of odd groups, the closed group's number, its unsignalled, its
     *     signals, the newcomers
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
        evenSequence = words[0];
        oddSequence = words[1];
        closedGroup = words[2];
        unsignalled = words[3];
        signals = words[4];
        newcomers = words[5];
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
        Deadline deadline = Deadline.afterNanos(Math.max(nanosTimeout, 0));
        boolean signalled = waitForSignal(true, deadline);
        if (!signalled) {
            Interrupts.check();
        }
        return Math.min(deadline.remainingNanos(), nanosTimeout); // which may be negative
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return waitOrThrow(Deadline.ofTimeout(unit.toNanos(time)));
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
        mutex.requireNoPredicate();
        if (interruptible && InterruptStatus.isSet()) {
            return false;
        }
        StackReserve.forAcquire(); // or there might be no way back to the mutex
        int group = join();
        boolean waiting;
        do {
            WaitResult result = sleep(group, interruptible, deadline);
            if (takeSignal(group)) {
                return true;
            }
            waiting = result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
        } while (waiting);
        leave(group);
        return false;
    }

    /** Releases the mutex, sleeps until there is a reason to look again, and locks the mutex. */
    private WaitResult sleep(int group, boolean interruptible, Deadline deadline) {
        boolean awake = ShortWait.isNear(deadline);
        FutexWord sequence = sequence(group);
        int seen = sequence.getPlain();
        mutex.unlock();
        boolean waited = false;
        try {
            WaitResult result =
                    awake
                            ? ShortWait.watch(sequence, seen, interruptible, deadline)
                            : sleepAt(sequence, seen, interruptible, deadline);
            waited = true;
            return result;
        } finally {
            if (awake) {
                mutex.lockAgain(); // no signal has moved it to the mutex, nor others with it
            } else {
                mutex.relock();
            }
            if (!waited) {
                withdraw(group); // the wait threw: the thread leaves
            }
        }
    }

    private WaitResult sleepAt(FutexWord word, int seen, boolean interruptible, Deadline deadline) {
        return deadline == Deadline.NEVER && Compensation.isDue()
                ? Compensation.sleep(() -> sleepOnce(word, seen, interruptible, deadline))
                : sleepOnce(word, seen, interruptible, deadline);
    }

    private WaitResult sleepOnce(
            FutexWord word, int seen, boolean interruptible, Deadline deadline) {
        return Futex.await(word, seen, deadline, WaitOptions.of(interruptible), this);
    }

    /** Leaves. If the caller has been signalled, it gives the signal to another thread. */
    private void withdraw(int group) {
        if (takeSignal(group)) {
            giveSignal();
        } else {
            leave(group);
        }
    }

    // Signalling.

    @Override
    public void signal() {
        mutex.requireOwner();
        StackReserve.forRelease();
        giveSignal();
    }

    private void giveSignal() {
        if (unsignalled.getPlain() == 0) {
            if (newcomers.getPlain() == 0) {
                return;
            }
            closeOpenGroup();
        }
        add(unsignalled, -1);
        add(signals, 1);
        moveSleepers(closedGroup.getPlain(), 1);
    }

    @Override
    public void signalAll() {
        mutex.requireOwner();
        StackReserve.forRelease();
        int closed = closedGroup.getPlain();
        boolean members = unsignalled.getPlain() > 0;
        boolean newMembers = newcomers.getPlain() > 0;
        if (members || newMembers) {
            // Twice, so that the open group becomes older, too.
            closeOpenGroup();
            closeOpenGroup();
        }
        if (members) {
            moveSleepers(closed, Integer.MAX_VALUE);
        }
        if (newMembers) {
            moveSleepers(closed + 1, Integer.MAX_VALUE);
        }
    }

    private void moveSleepers(int group, int count) {
        FutexWord sequence = sequence(group);
        int next = sequence.getPlain() + 1;
        sequence.set(next);
        mutex.markContended();
        try {
            Futex.cmpRequeue(sequence, next, mutex.word(), 0, count);
        } catch (OutOfMemoryError e) { // perhaps none was moved: wake all, which takes no memory
            Futex.wakeAll(sequence);
        }
    }

    private FutexWord sequence(int group) {
        return (group & 1) == 0 ? evenSequence : oddSequence;
    }

    // The counters; all under the mutex.

    private int join() {
        add(newcomers, 1);
        return closedGroup.getPlain() + 1;
    }

    private void closeOpenGroup() {
        add(closedGroup, 1);
        unsignalled.setPlain(newcomers.getPlain());
        signals.setPlain(0); // its members are in an older group now: all are signalled
        newcomers.setPlain(0);
    }

    private boolean takeSignal(int group) {
        int age = closedGroup.getPlain() - group;
        boolean signalled = age > 0 || (age == 0 && signals.getPlain() > 0);
        if (signalled && age == 0) {
            add(signals, -1);
        }
        return signalled;
    }

    private void leave(int group) {
        add(group == closedGroup.getPlain() ? unsignalled : newcomers, -1);
    }

    private static void add(FutexWord counter, int delta) {
        counter.setPlain(counter.getPlain() + delta);
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
