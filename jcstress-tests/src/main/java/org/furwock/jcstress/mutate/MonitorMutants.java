package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Edits.NULL;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBefore;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of the waits for a predicate, and of the locks that a block of code holds. */
final class MonitorMutants {

    private static final Check[] CHECKS = {
        kernel("scoped.PredicateTest"),
        kernel("scoped.MonitorLockTest"),
        kernel("sync.ForkJoinTest"),
        model("sync.model.MutexMonitorModelTest"),
        model("locks.model.MonitorModelTest"),
        kernel("scoped.MonitorHammerTest"),
    };

    private MonitorMutants() {}

    static List<Mutant> all() {
        MutantList queue = new MutantList("monitor", "waiting.PredicateQueue", CHECKS);
        selecting(queue);
        waiting(queue);
        MutantList word = new MutantList("monitor-word", "sync.PredicateWait", CHECKS);
        word(word);
        MutantList mutex = new MutantList("monitor-mutex", "sync.Mutex", CHECKS);
        mutex.mutant("selected-not-woken", "An unlock lets the waiter sleep that it has selected.")
                .in("unlock")
                .by(drop(call("PredicateWait.wake")));
        MutantList hold = new MutantList("hold", "scoped.Hold", kernel("scoped.ScopedLockTest"));
        hold.mutant("refused-close-counts", "A close that was refused cannot be repeated.")
                .in("close")
                .by(moveBefore(write("open"), call("unlock")));
        MutantList scoped =
                new MutantList("scoped", "scoped.ScopedLock", kernel("scoped.ScopedLockTest"));
        scoped.mutant("failed-block-keeps-lock", "A block that throws leaves the lock held.")
                .in("call")
                .by(drop(call("unlock").number(2, 2)));
        return MutantList.join(queue, word, mutex, hold, scoped);
    }

    private static void selecting(MutantList list) {
        list.mutant(
                        "selects-twice",
                        "A release selects a waiter though another one has not gone (R2).")
                .in("select")
                .by(jump(read("selected"), Jump.ALWAYS));
        list.mutant("selected-stays-listed", "A waiter that is selected stays in the list.")
                .in("select")
                .by(drop(call("remove")));
        list.mutant("selection-for-good", "A selected waiter that goes stays the selected one.")
                .in("sleep")
                .by(drop(write("selected").all(2)));
        list.mutant("failure-kept", "A waiter does not learn that its predicate has thrown.")
                .in("isDue")
                .by(drop(write("failure")));
        list.mutant(
                        "nested-evaluation-ends",
                        "A predicate that waits for another one may release the lock then.")
                .in("evaluate")
                .by(replace(code(Opcodes.ILOAD).number(1, 3), false));
    }

    private static void waiting(MutantList list) {
        list.mutant(
                        "deadline-beats-predicate",
                        "A predicate that is true at the deadline counts as not fulfilled.")
                .in("await")
                .by(jump(code(Opcodes.ILOAD).number(3, 3), Jump.ALWAYS));
        list.mutant("last-not-moved", "A waiter that leaves from the end stays the end.")
                .in("remove")
                .by(drop(write("last")));
    }

    private static void word(MutantList list) {
        list.mutant("reset-after-unlock", "A waiter resets its word when others may select it.")
                .in("sleep")
                .by(moveBehind(call("FutexWord.set"), call("unlock")));
        list.mutant("interrupt-ignored", "An interrupt does not end a wait.")
                .in("sleepUntilSelected")
                .by(replace(read("INTERRUPTED"), NULL));
        list.mutant("no-compensation", "A fork-join pool does not replace a worker that waits.")
                .in("sleep")
                .foundBy(kernel("sync.ForkJoinTest"))
                .by(replace(call("Compensation.isDue"), false));
    }
}
