package org.furwock.jcstress.reentrant;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.NeedsMembarrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The central step of FutexReentrantLock's release, isolated. The releaser has no fence; the first
 * waiter runs one for both before it sleeps. If each missed the other's write, the waiter would
 * sleep for ever. Without membarrier the lock releases with a fence, and so does this test.
 */
@JCStressTest
@Description("Asymmetric release beside a first waiter. (flag was seen, lock was seen free)")
@Outcome(
        id = {"true, true", "true, false", "false, true"},
        expect = ACCEPTABLE,
        desc = "At least one has seen the other.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "The waiter sleeps for ever.")
@State
public class AsymmetricRelease {

    private static final int FREE = 0;
    private static final int HELD = 1;

    private static final boolean ASYMMETRIC = AsymmetricFence.isAvailable();
    private static final VarHandle STATE;
    private static final VarHandle WAKE_FLAG;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(AsymmetricRelease.class, "state", int.class);
            WAKE_FLAG = lookup.findVarHandle(AsymmetricRelease.class, "wakeFlag", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state = HELD;
    private volatile boolean wakeFlag;

    @Actor
    public void actor1(ZZ_Result result) {
        free();
        result.r1 = isFlagSet();
    }

    /** The first half of the release. */
    protected final void free() {
        if (ASYMMETRIC) {
            STATE.setRelease(this, FREE);
        } else {
            state = FREE;
        }
    }

    /** The second half of the release. */
    protected final boolean isFlagSet() {
        return ASYMMETRIC ? (boolean) WAKE_FLAG.getOpaque(this) : wakeFlag;
    }

    @Actor
    public void actor2(ZZ_Result result) {
        setWakeFlag();
        fence();
        result.r2 = state == FREE;
    }

    protected final void setWakeFlag() {
        wakeFlag = true;
    }

    /** Runs between the first waiter's write of the flag and its read of the state. */
    protected void fence() {
        AsymmetricFence.heavy();
    }

    /**
     * Broken twin: the release loads the wake flag before its store, as if a compiler had moved it.
     */
    @BrokenTwin
    @JCStressTest
    @State
    public static class LoadsBeforeStore extends AsymmetricRelease {

        @Override
        @Actor
        public void actor1(ZZ_Result result) {
            result.r1 = isFlagSet();
            free();
        }

        @Override
        @Actor
        public void actor2(ZZ_Result result) {
            super.actor2(result);
        }
    }

    /**
     * Broken twin: the first waiter runs a fence for itself alone. The releaser's store may still
     * be in its store buffer.
     */
    @BrokenTwin
    @NeedsMembarrier
    @JCStressTest
    @State
    public static class WithoutMembarrier extends AsymmetricRelease {

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
        protected void fence() {
            VarHandle.fullFence();
        }
    }
}
