package org.furwock.jcstress.gate;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitResult;

/**
 * The plainest gates on one word, right as they stand: one that stays open, and one that counts the
 * tokens to be taken. Whoever opens wakes all, which is slow and never wrong. The broken twins are
 * copies with one step changed.
 */
public class ReferenceGate implements Gate {

    protected final FutexWord word = FutexWord.allocate();
    private final boolean staysOpen;

    /**
     * @param staysOpen whether it stays open once it is opened, and lets one pass for each opening
     *     if not
     */
    public ReferenceGate(boolean staysOpen) {
        this.staysOpen = staysOpen;
    }

    @Override
    public void open() {
        word.getAndAdd(1);
        Futex.wakeAll(word);
    }

    @Override
    public void pass() {
        pass(false, Deadline.NEVER_NANOS);
    }

    @Override
    public boolean pass(long nanos) throws InterruptedException {
        boolean passed = pass(true, Deadline.nanoTimeAfter(nanos));
        if (!passed && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return passed;
    }

    private boolean pass(boolean interruptible, long deadline) {
        boolean patient = true;
        while (!tryPass()) {
            if (!patient) {
                return false;
            }
            patient = sleep(interruptible, deadline);
        }
        return true;
    }

    /** Passes if it is open at this moment. */
    protected boolean tryPass() {
        int found = word.get();
        while (found > 0) {
            if (staysOpen || word.compareAndSet(found, found - 1)) {
                return true;
            }
            found = word.get();
        }
        return false;
    }

    /** Sleeps while the gate is shut; false if there is a reason to give up. */
    protected boolean sleep(boolean interruptible, long deadline) {
        WaitResult result = Futex.await(word, 0, Futex.MATCH_ANY, interruptible, deadline, this);
        return result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
    }

    @Override
    public boolean isOpen() {
        return word.get() > 0;
    }
}
