package org.furwock.jcstress.reentrant;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A part of FutexReentrantLock, alone (W3 and Q4 of its proof): a waiter that has acquired the lock
 * leaves the queue and later releases, while a new waiter appends itself. If the new waiter did not
 * find itself first, it sleeps without setting the wake flag. Then the leaving waiter must have set
 * the flag for it.
 */
@JCStressTest
@Description("A waiter leaves with the lock, another one comes. (is unparked, need not sleep)")
@Outcome(
        id = {"true, true", "true, false", "false, true"},
        expect = ACCEPTABLE,
        desc = "The new waiter is unparked, or has found the lock free.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "The new waiter sleeps for ever.")
@State
public class LeavingWithLock extends AsymmetricRelease {

    private volatile boolean left;
    private volatile boolean appended;

    /** The waiter that has the lock: becomes the head, and releases. */
    @Override
    @Actor
    public void actor1(ZZ_Result result) {
        if (leave()) {
            setWakeFlag();
        }
        super.actor1(result);
    }

    /** Becomes the head; returns whether there is a first waiter again. */
    protected boolean leave() {
        left = true;
        return hasSuccessor();
    }

    protected final boolean hasSuccessor() {
        return appended;
    }

    /** The new waiter. */
    @Override
    @Actor
    public void actor2(ZZ_Result result) {
        appended = true;
        if (left) {
            super.actor2(result);
        }
    }

    /** Broken twin: the wake flag is not set by a waiter that leaves with the lock. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class NoFlagForSuccessor extends LeavingWithLock {

        @Override
        @Actor
        public void actor1(ZZ_Result result) {
            super.actor1(result);
        }

        @Override
        @Actor
        public void actor2(ZZ_Result result) {
            super.actor2(result);
        }

        @Override
        protected boolean leave() {
            boolean unused = super.leave();
            return false;
        }
    }

    /** Broken twin: a waiter that leaves looks for a successor before it becomes the head. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class LooksBeforeLeaving extends LeavingWithLock {

        @Override
        @Actor
        public void actor1(ZZ_Result result) {
            super.actor1(result);
        }

        @Override
        @Actor
        public void actor2(ZZ_Result result) {
            super.actor2(result);
        }

        @Override
        protected boolean leave() {
            boolean successor = hasSuccessor();
            boolean unused = super.leave();
            return successor;
        }
    }
}
