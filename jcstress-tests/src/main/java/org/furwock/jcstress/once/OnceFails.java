package org.furwock.jcstress.once;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.sync.Once;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** The first run fails. A thread that waited for it, or comes later, runs the action again. */
@JCStressTest
@Description("Once: the first run fails, and another thread tries. (which failed, runs)")
@Outcome(
        id = {"true, false, 2", "false, true, 2"},
        expect = ACCEPTABLE,
        desc = "One run failed, the other ended. Else the watchdog ends the run.")
@Outcome(expect = FORBIDDEN, desc = "The action was not completed, or completed twice.")
@State
public class OnceFails {

    private final Once once = new Once();
    private final Meeting meeting = new Meeting();
    private int runs;

    private boolean fails() {
        meeting.meet();
        try {
            once.run(
                    () -> {
                        runs++;
                        boolean isFirst = runs == 1;
                        Pace.dawdle(200);
                        if (isFirst) {
                            throw new IllegalStateException("the first run fails");
                        }
                    });
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Actor
    public void actor1(ZZI_Result result) {
        result.r1 = fails();
    }

    @Actor
    public void actor2(ZZI_Result result) {
        result.r2 = fails();
    }

    @Arbiter
    public void arbiter(ZZI_Result result) {
        result.r3 = runs;
    }
}
