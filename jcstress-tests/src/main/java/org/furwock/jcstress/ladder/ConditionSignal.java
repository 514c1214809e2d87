package org.furwock.jcstress.ladder;

import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.gate.GateHandOver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread waits on a Condition3 for a flag that another one sets: see the scenario. */
@JCStressTest
@State
public class ConditionSignal extends GateHandOver {

    public ConditionSignal() {
        super(Rungs.gateOfCondition3());
    }

    @Actor
    public void actor1() {
        open();
    }

    @Actor
    public void actor2(I_Result result) {
        result.r1 = pass();
    }

    /** Broken twin: Condition1 reads the count after it has unlocked the mutex. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class Condition1MissesSignal extends GateHandOver {

        public Condition1MissesSignal() {
            super(Rungs.gateOfCondition1());
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
