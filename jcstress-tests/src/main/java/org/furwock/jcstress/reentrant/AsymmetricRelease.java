package org.furwock.jcstress.reentrant;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The heart of FutexReentrantLock's release, alone: the releaser has no fence, the heir that is
 * about to sleep makes up for it. If each missed what the other wrote, the heir would sleep for
 * ever. Where membarrier is not granted, the lock releases with a fence, and so does this test.
 */
@JCStressTest
@Description("Asymmetric release meets an heir that arms. (armed was seen, lock was seen free)")
@Outcome(
        id = {"true, true", "true, false", "false, true"},
        expect = ACCEPTABLE,
        desc = "One of them has seen the other, and the heir goes on.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "The heir sleeps for ever.")
@State
public class AsymmetricRelease {

    private static final int FREE = 0;
    private static final int HELD = 1;

    private static final boolean ASYMMETRIC = AsymmetricFence.isAvailable();
    private static final VarHandle STATE;
    private static final VarHandle ARMED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(AsymmetricRelease.class, "state", int.class);
            ARMED = lookup.findVarHandle(AsymmetricRelease.class, "armed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state = HELD;
    private volatile boolean armed;

    @Actor
    public void actor1(ZZ_Result result) {
        free();
        result.r1 = isArmed();
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
    protected final boolean isArmed() {
        return ASYMMETRIC ? (boolean) ARMED.getOpaque(this) : armed;
    }

    @Actor
    public void actor2(ZZ_Result result) {
        armed = true;
        fence();
        result.r2 = state == FREE;
    }

    /** Between the heir's announcement and its look. */
    protected void fence() {
        AsymmetricFence.heavy();
    }
}
