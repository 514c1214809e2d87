package org.furwock.jcstress.reentrant;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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
 * The readers' fence of the read-write lock, alone, where the kernel has granted membarrier and
 * then refuses each call. A reader that entered meanwhile has no fence, so the writer must bring
 * all threads to a safepoint instead.
 */
@NeedsMembarrier
@JCStressTest
@Description("membarrier is refused to a writer. (reader acquired, writer saw its slot)")
@Outcome(
        id = {"true, true", "false, true", "false, false"},
        expect = ACCEPTABLE,
        desc = "At least one has seen the other.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "Both are inside.")
@State
public class RefusedFence extends SlotAndWord {

    private static final long WANTED = 1;
    private static final long UNFENCED = 2;

    static {
        MembarrierFault.refuse(RefusedFence.class);
    }

    public RefusedFence() {
        super(UNFENCED, 0);
    }

    @Actor
    public void reader(ZZ_Result result) {
        writeSlot(1);
        result.r1 = (long) WORD.getAcquire(this) == UNFENCED;
    }

    @Actor
    public void writer(ZZ_Result result) {
        WORD.getAndBitwiseOr(this, WANTED);
        fence();
        result.r2 = (int) SLOT.getAcquire(this) != 0;
    }

    protected void fence() {
        AsymmetricFence.heavy();
    }

    /** Broken twin: the writer does not check whether the fence was run. */
    @BrokenTwin
    @NeedsMembarrier
    @JCStressTest
    @State
    public static class IgnoresRefusal extends RefusedFence {

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
        protected void fence() {
            boolean unused = AsymmetricFence.tryHeavy();
        }
    }
}
