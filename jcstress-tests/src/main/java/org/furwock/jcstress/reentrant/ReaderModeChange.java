package org.furwock.jcstress.reentrant;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.VarHandle;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.NeedsMembarrier;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A part of the read-write lock, alone (R4 of its proof): a reader that found UNFENCED runs no
 * fence, and meanwhile a writer changes the mode to FENCED and runs the heavy fence for it. A later
 * writer finds FENCED and runs a fence for itself alone. So the reader must not acquire the lock if
 * its second read of the word finds another mode, even if there is no writer.
 *
 * <p>The reader writes to memory that is in no cache, so that its slot is late. Where membarrier is
 * not granted, there is no UNFENCED, and the reader of this test has a fence.
 */
@JCStressTest
@Description("The mode changes between two reads. (reader acquired, writer saw its slot)")
@Outcome(
        id = {"true, true", "false, true", "false, false"},
        expect = ACCEPTABLE,
        desc = "At least one has seen the other.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "Both are inside.")
@State
public class ReaderModeChange extends SlotAndWord {

    protected static final long WANTED = 1;
    private static final long FENCED = 2;
    private static final long UNFENCED = 4;
    private static final long MODE = FENCED | UNFENCED;

    private static final int READER_TURNS = 60;
    private static final int WRITER_TURNS = 60;

    private final Meeting meeting = new Meeting();

    public ReaderModeChange() {
        super(UNFENCED, 0);
    }

    @Actor
    public void reader(ZZ_Result result) {
        meeting.meet();
        long before = (long) WORD.getAcquire(this);
        if (before != UNFENCED) {
            return;
        }
        Pace.dawdle(READER_TURNS);
        Pace.delayStores();
        writeSlot(1);
        long after = (long) WORD.getAcquire(this);
        result.r1 = acquires(before, after);
    }

    protected boolean acquires(long before, long after) {
        return ((before ^ after) & (WANTED | MODE)) == 0;
    }

    @Actor
    public void writer(ZZ_Result result) {
        meeting.meet();
        WORD.getAndBitwiseXor(this, MODE);
        AsymmetricFence.heavy();
        Pace.dawdle(WRITER_TURNS); // meanwhile it releases the gate, and another one comes
        WORD.getAndBitwiseOr(this, WANTED);
        VarHandle.fullFence();
        result.r2 = (int) SLOT.getAcquire(this) != 0;
    }

    /** Broken twin: the second read tests for a writer, and not for another mode. */
    @BrokenTwin
    @NeedsMembarrier
    @JCStressTest
    @State
    public static class IgnoresModeChange extends ReaderModeChange {

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
        protected boolean acquires(long before, long after) {
            return (after & WANTED) == 0;
        }
    }
}
