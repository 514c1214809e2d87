package org.furwock.jcstress.once;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.function.Consumer;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Outcome;

/** Scenario: two threads need something that must be made once, and use it. */
@Description("Once: two threads come at the same time. (runs, what each saw afterwards)")
@Outcome(
        id = "1, 1, 1",
        expect = ACCEPTABLE,
        desc = "Run once, and both saw it done. Else it hangs.")
@Outcome(id = "2, .*, .*", expect = FORBIDDEN, desc = "Run twice.")
@Outcome(expect = FORBIDDEN, desc = "Somebody went on before it was done.")
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
}
