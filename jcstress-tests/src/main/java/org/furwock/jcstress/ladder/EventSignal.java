package org.furwock.jcstress.ladder;

import org.furwock.drepper.Event1;
import org.furwock.drepper.Event2;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.gate.GateHandOver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread waits on an Event2 for a flag that another one sets: see the scenario. */
@JCStressTest
@State
public class EventSignal extends GateHandOver {

    public EventSignal() {
        super(Rungs.gate(new Event2()));
    }

    @Actor
    public void actor1() {
        open();
    }

    @Actor
    public void actor2(I_Result result) {
        result.r1 = pass();
    }

    /** Broken twin: Event1 reads the count after the flag, and sleeps through a signal. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class Event1LosesSignal extends GateHandOver {

        public Event1LosesSignal() {
            super(Rungs.gate(new Event1()));
        }

        @Actor
        public void actor1() {
            open();
        }

        @Actor
        public void actor2(I_Result result) {
            result.r1 = pass();
        }
    }
}
