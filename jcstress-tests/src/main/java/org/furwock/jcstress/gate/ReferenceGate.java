package org.furwock.jcstress.gate;

import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.Pace;

/**
 * The simplest correct gates on one word: one stays open, and one counts tokens. Opening wakes all
 * waiters, which is slow and never wrong. The broken twins are copies with one step changed.
 */
public class ReferenceGate implements Gate {

    protected final FutexWord word = FutexWord.allocate();
    private final boolean staysOpen;

    /**
     * @param staysOpen whether the gate stays open once it is opened; if not, each opening lets one
     *     thread pass
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
        pass(false, Deadline.NEVER);
    }

    @Override
    public boolean pass(long nanos) throws InterruptedException {
        boolean passed = pass(true, Deadline.ofTimeout(nanos));
        if (!passed && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return passed;
    }

    private boolean pass(boolean interruptible, Deadline deadline) {
        boolean patient = true;
        while (!tryPass()) {
            if (!patient) {
                return false;
            }
            patient = sleep(interruptible, deadline);
        }
        return true;
    }

    /** Passes if the gate is open now. */
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
    protected boolean sleep(boolean interruptible, Deadline deadline) {
        WaitResult result = Futex.await(word, 0, deadline, WaitOptions.of(interruptible), this);
        return result != WaitResult.INTERRUPTED && result != WaitResult.TIMED_OUT;
    }

    @Override
    public boolean isOpen() {
        return word.get() > 0;
    }

    /** Broken twin: opening only wakes. A token for which no thread waits is lost. */
    public static final class LosesEarlyToken extends ReferenceGate {

        public LosesEarlyToken() {
            super(false);
        }

        @Override
        public void open() {
            if (Futex.wakeAll(word) > 0) {
                word.getAndAdd(1);
                Futex.wakeAll(word);
            }
        }
    }

    /**
     * Broken twin: the check for a token and the taking are two steps. Two threads can take the
     * same token.
     */
    public static final class NonAtomicTake extends ReferenceGate {

        public NonAtomicTake() {
            super(false);
        }

        @Override
        protected boolean tryPass() {
            int found = word.get();
            if (found > 0) {
                Thread.onSpinWait();
                word.set(found - 1);
            }
            return found > 0;
        }
    }

    /**
     * Broken twin: opening an open gate only reads. So the next thread to pass may miss earlier
     * writes.
     */
    public static final class OpenWithoutWrite extends ReferenceGate {

        public OpenWithoutWrite() {
            super(false);
        }

        @Override
        public void open() {
            if (word.get() == 0) {
                super.open();
            }
        }
    }

    /** Broken twin: a thread that takes a token while it is interrupted loses the interrupt. */
    public static final class TakeClearsInterrupt extends ReferenceGate {

        public TakeClearsInterrupt() {
            super(false);
        }

        @Override
        public boolean pass(long nanos) throws InterruptedException {
            boolean passed = super.pass(nanos);
            Thread.interrupted();
            return passed;
        }
    }

    /**
     * Broken twin: a thread that is woken after its deadline takes the token and reports a time-
     * out.
     */
    public static final class TimeoutConsumesToken extends ReferenceGate {

        public TimeoutConsumesToken() {
            super(false);
        }

        private static final int SHORT_NANOS = 1_000_000;

        @Override
        public boolean pass(long nanos) throws InterruptedException {
            long deadline = System.nanoTime() + Math.min(nanos, SHORT_NANOS);
            return super.pass(nanos) && System.nanoTime() - deadline < 0;
        }
    }

    /**
     * Broken twin: open counts the waiters before it writes. A thread that begins to wait in
     * between sleeps for ever.
     */
    public static final class WaiterCheckBeforeOpen extends ReferenceGate {

        public WaiterCheckBeforeOpen() {
            super(true);
        }

        private static final int LONG_ENOUGH_TO_FALL_ASLEEP = 300;

        private final FutexWord waiters = FutexWord.allocate();

        @Override
        public void open() {
            boolean awaited = waiters.get() > 0;
            Pace.dawdle(LONG_ENOUGH_TO_FALL_ASLEEP);
            word.getAndAdd(1);
            if (awaited) {
                Futex.wakeAll(word);
            }
        }

        @Override
        protected boolean sleep(boolean interruptible, Deadline deadline) {
            waiters.getAndAdd(1);
            boolean patient = super.sleep(interruptible, deadline);
            waiters.getAndAdd(-1);
            return patient;
        }
    }

    /** Broken twin: a gate for all wakes one waiter. */
    public static final class WakesOne extends ReferenceGate {

        public WakesOne() {
            super(true);
        }

        @Override
        public void open() {
            word.getAndAdd(1);
            Futex.wake(word, 1);
        }
    }
}
