package org.furwock.jcstress.reentrant;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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
 * A part of the read-write lock, alone (R6 of its proof): a writer has changed UNFENCED to FENCED
 * and run its heavy fence, and a reader has changed it back. The writer finds that when it sets
 * WANTED, and runs the fence again. Without it, a reader that entered without a fence could be
 * inside beside the writer. Where membarrier is not granted, there is no UNFENCED, and the reader
 * of this test has a fence.
 */
@JCStressTest
@Description("A writer sets WANTED beside UNFENCED. (reader acquired, writer saw its slot)")
@Outcome(
        id = {"true, true", "false, true", "false, false"},
        expect = ACCEPTABLE,
        desc = "At least one has seen the other.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "Both are inside.")
@State
public class ReaderSwitchesBack extends SlotAndWord {

    private static final long WANTED = 1;
    private static final long UNFENCED = 2;

    public ReaderSwitchesBack() {
        super(UNFENCED, 0);
    }

    @Actor
    public void reader(ZZ_Result result) {
        long before = (long) WORD.getAcquire(this);
        writeSlot(1);
        long after = (long) WORD.getAcquire(this);
        result.r1 = before == UNFENCED && after == UNFENCED;
    }

    @Actor
    public void writer(ZZ_Result result) {
        WORD.getAndBitwiseOr(this, WANTED);
        secondFence();
        result.r2 = (int) SLOT.getAcquire(this) != 0;
    }

    /** The fence of a writer that finds UNFENCED beside its own WANTED. */
    protected void secondFence() {
        AsymmetricFence.heavy();
    }

    /** Broken twin: the writer that finds UNFENCED again runs a fence for itself alone. */
    @BrokenTwin
    @NeedsMembarrier
    @JCStressTest
    @State
    public static class SecondFenceLocal extends ReaderSwitchesBack {

        @Override
        @Actor
        public void reader(ZZ_Result result) {
            super.reader(result);
        }

        @Override
        @Actor
        public void writer(ZZ_Result result) {
            super.writer(result);
        }

        @Override
        protected void secondFence() {
            VarHandle.fullFence();
        }
    }
}
