package org.furwock.jcstress.reentrant;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.NeedsMembarrier;
import org.furwock.jcstress.Pace;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A part of the read-write lock, alone: a reader releases its slot without a fence, while the
 * writer that waits for it publishes itself, runs a heavy fence, and looks at the slot. If each
 * missed what the other wrote, the writer would sleep for ever. Where membarrier is not granted,
 * the release has a fence. The reader's stores are delayed, so that its slot is late.
 */
@JCStressTest
@Description("A reader releases; a draining writer goes to sleep. (writer seen, slot seen empty)")
@Outcome(
        id = {"true, true", "true, false", "false, true"},
        expect = ACCEPTABLE,
        desc = "At least one has seen the other.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "The writer sleeps for ever.")
@State
public class DrainingWriter extends SlotAndWord {

    private static final long WANTED = 1;
    private static final int READER_TURNS = 60;

    private final Meeting meeting = new Meeting();

    private volatile @Nullable Object drainer;

    public DrainingWriter() {
        super(WANTED, 1);
    }

    @Actor
    public void reader(ZZ_Result result) {
        meeting.meet();
        Pace.dawdle(READER_TURNS);
        Pace.delayStores();
        writeSlot(0);
        result.r1 = ((long) WORD.getOpaque(this) & WANTED) != 0 && drainer != null;
    }

    @Actor
    public void writer(ZZ_Result result) {
        meeting.meet();
        publishAndFence();
        result.r2 = (int) SLOT.getVolatile(this) == 0;
    }

    protected void publishAndFence() {
        publish();
        AsymmetricFence.heavy();
    }

    protected final void publish() {
        drainer = this;
    }

    /** Broken twin: the writer publishes itself after its heavy fence, before it reads the slot. */
    @BrokenTwin
    @NeedsMembarrier
    @JCStressTest
    @State
    public static class PublishesAfterFence extends DrainingWriter {

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
        protected void publishAndFence() {
            AsymmetricFence.heavy();
            publish();
        }
    }
}
