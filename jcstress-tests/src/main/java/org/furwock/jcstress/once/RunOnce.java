package org.furwock.jcstress.once;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.function.Consumer;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Scenario: two threads need the effect of an action that must run once. */
@Description("Once: two threads come at the same time. (runs, what each saw afterwards)")
@Outcome(
        id = "1, 1, 1",
        expect = ACCEPTABLE,
        desc = "Run once, and both saw it done. Else it hangs.")
@Outcome(id = "2, .*, .*", expect = FORBIDDEN, desc = "Run twice.")
@Outcome(expect = FORBIDDEN, desc = "A thread went on before the action was done.")
public abstract class RunOnce {

    private final Consumer<Runnable> once;
    private final Meeting meeting = new Meeting();
    private int runs;

    protected RunOnce(Consumer<Runnable> once) {
        this.once = once;
    }

    protected final int run() {
        meeting.meet();
        once.accept(
                () -> {
                    int before = runs;
                    Pace.dawdle(200); // now and then long enough to let the other one sleep
                    runs = before + 1;
                });
        return runs;
    }

    protected final int runs() {
        return runs;
    }

    /** Broken twin: must be found. See {@link DoneBeforeRun}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class ReturnsEarly extends RunOnce {

        public ReturnsEarly() {
            super(new DoneBeforeRun()::run);
        }

        @Actor
        public void actor1(III_Result result) {
            result.r2 = run();
        }

        @Actor
        public void actor2(III_Result result) {
            result.r3 = run();
        }

        @Arbiter
        public void arbiter(III_Result result) {
            result.r1 = runs();
        }
    }

    /** Broken twin: must be found. See {@link CheckThenRun}. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class RunsTwice extends RunOnce {

        public RunsTwice() {
            super(new CheckThenRun()::run);
        }

        @Actor
        public void actor1(III_Result result) {
            result.r2 = run();
        }

        @Actor
        public void actor2(III_Result result) {
            result.r3 = run();
        }

        @Arbiter
        public void arbiter(III_Result result) {
            result.r1 = runs();
        }
    }

    /** Broken twin: the check of the state and the run are two steps. */
    private static final class CheckThenRun {

        private volatile boolean done;

        void run(Runnable action) {
            if (!done) {
                action.run();
                done = true;
            }
        }
    }

    /** Broken twin: the action counts as done when it begins. */
    private static final class DoneBeforeRun {

        private final FutexWord done = FutexWord.allocate();

        void run(Runnable action) {
            if (done.compareAndSet(0, 1)) {
                action.run();
            }
        }
    }
}
