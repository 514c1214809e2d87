package org.furwock.jcstress.ladder;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.drepper.Event1;
import org.furwock.drepper.Event2;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads signal an Event2 at the same time. */
@JCStressTest
@Description("Ladder: two threads signal an event. (signals counted)")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both signals are counted.")
@Outcome(id = "1", expect = FORBIDDEN, desc = "One signal is lost.")
@State
public class EventTwoSignals {

    private final FutexWord word = FutexWord.allocate();
    private final Event2 event = new Event2(word);

    @Actor
    public void actor1() {
        signal();
    }

    @Actor
    public void actor2() {
        signal();
    }

    protected void signal() {
        event.signal();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = word().get();
    }

    protected final FutexWord word() {
        return word;
    }

    /** Broken twin: Event1 adds with a read and a write. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class Event1CountsOne extends EventTwoSignals {

        private final Event1 event = new Event1(word());

        @Override
        protected void signal() {
            event.signal();
        }

        @Override
        @Actor
        public void actor1() {
            super.actor1();
        }

        @Override
        @Actor
        public void actor2() {
            super.actor2();
        }

        @Override
        @Arbiter
        public void arbiter(I_Result result) {
            super.arbiter(result);
        }
    }
}
