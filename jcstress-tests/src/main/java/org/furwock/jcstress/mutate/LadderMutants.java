package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Check.stress;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.constant;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;

/** Flaws of the last step of the ladder; the other steps have flaws of their own. */
final class LadderMutants {

    private static final Check[] CHECKS = {
        stress("ladder.Mutex4Crowd"), model("sync.model.LadderModelTest"),
    };

    private LadderMutants() {}

    static List<Mutant> all() {
        MutantList list = new MutantList("woken-flag", "drepper.Mutex4", CHECKS);
        list.mutant("never-cleared", "A waiter that was woken leaves WOKEN set (T3).")
                .in("lock")
                .by(replace(constant(2), 0));
        list.mutant("token-without-wake", "An unlock issues the token and wakes no thread.")
                .in("unlock")
                .by(replace(call("Futex.wake"), 0));
        list.mutant("wake-without-token", "An unlock wakes a thread and issues no token.")
                .in("unlock")
                .by(drop(call("FutexWord.set")));
        list.mutant("waiters-ignored", "An unlock looks at no waiter.")
                .in("unlock")
                .by(jump(constant(4).number(1, 2), Jump.ALWAYS));
        return list.mutants();
    }
}
