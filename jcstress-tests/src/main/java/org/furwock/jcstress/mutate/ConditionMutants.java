package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Edits.NULL;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.EnumConstant;
import org.furwock.jcstress.mutate.Edits.Jump;

/** Flaws of the conditions: of drop-in locks, and of the mutex. */
final class ConditionMutants {

    static final EnumConstant WOKEN = new EnumConstant("org/furwock/futex/WaitResult", "WOKEN");

    private ConditionMutants() {}

    static List<Mutant> all() {
        MutantList queued =
                new MutantList(
                        "condition",
                        "locks.QueuedCondition",
                        kernel("locks.QueuedConditionTest"),
                        kernel("sync.ReentrantConditionContractTest"),
                        kernel("sync.ConditionContractTest"),
                        model("locks.model.ConditionModelTest"),
                        kernel("sync.ForkJoinTest"),
                        kernel("locks.LockWithoutMemoryTest"),
                        kernel("sync.ReentrantLockStressTest"));
        signalling(queued);
        waiting(queued);
        list(queued);
        MutantList mutex =
                new MutantList(
                        "mutex-condition",
                        "sync.MutexCondition",
                        kernel("sync.MutexConditionTest"),
                        kernel("sync.ConditionContractTest"),
                        model("sync.model.MutexConditionModelTest"),
                        kernel("sync.ForkJoinTest"));
        groups(mutex);
        sleeping(mutex);
        return MutantList.join(queued, mutex);
    }

    private static void signalling(MutantList list) {
        list.mutant("signal-spent-on-the-gone", "A signal goes to a waiter that has given up.")
                .in("signal(Lorg")
                .quick()
                .by(replace(call("moves"), true));
        list.mutant("signal-without-queue", "A signalled waiter is not put into the queue.")
                .in("signal(Lorg")
                .by(drop(call("appendSignalled")));
        list.mutant("signal-all-stops", "A signal to all reaches the first waiter only.")
                .in("signalAll")
                .by(jump(read("first").number(2, 2), Jump.ALWAYS));
        list.mutant("signal-lost-on-the-gone", "A signal that finds a waiter gone is lost.")
                .in("signal()V")
                .by(replace(call("signal"), true));
        list.mutant("signal-by-anyone", "A thread signals without the lock.")
                .in("signal()V")
                .by(replace(call("requireOwner"), null));
    }

    private static void waiting(MutantList list) {
        list.mutant("wait-by-anyone", "A thread waits without the lock.")
                .in("waitForSignal")
                .by(replace(call("requireOwner"), null));
        list.mutant("relock-left-out", "A wait ends without the lock.")
                .in("waitForSignal")
                .by(drop(call("relock").all(2)));
        list.mutant("gone-stays-listed", "A waiter that gives up stays in the list.")
                .in("waitForSignal")
                .by(drop(call("remove").all(2)));
        list.mutant("interrupt-beats-signal", "An interrupt ends a wait that was signalled before.")
                .in("waitForSignal")
                .quick()
                .by(jump(call("remove").number(2, 2), Jump.ALWAYS));
        list.mutant("unlock-before-list", "A waiter unlocks before it is in the list.")
                .in("waitForSignal")
                .by(moveBehind(call("append"), call("unlockFully")));
        list.mutant("gone-not-queued", "A waiter that gives up relocks without the queue.")
                .in("leave")
                .by(drop(call("append")));
        list.mutant(
                        "leaves-between-steps",
                        "A waiter does not wait for its signaller's second step.")
                .in("leave")
                .quick()
                .by(jump(read("status"), Jump.ALWAYS));
        list.mutant("interrupt-ignored", "An interrupt does not end a wait.")
                .in("isEnd")
                .by(replace(read("INTERRUPTED"), NULL));
        list.mutant("deadline-ignored", "A wait goes on beyond its deadline.")
                .in("isEnd")
                .by(replace(read("TIMED_OUT"), NULL));
        list.mutant("no-compensation", "A fork-join pool does not replace a worker that waits.")
                .in("sleep")
                .foundBy(kernel("sync.ForkJoinTest"))
                .by(replace(call("Compensation.isDue"), false));
        list.mutant("interrupted-before", "A wait of an interrupted thread begins.")
                .in("await()V")
                .by(replace(call("check"), null));
        list.mutant("time-not-given-up", "A wait with a time-out of 0 keeps the lock.")
                .in("letOthersIn")
                .by(Edits.body(new EnumConstant("org/furwock/futex/WaitResult", "TIMED_OUT")));
    }

    private static void list(MutantList list) {
        list.mutant("last-not-cleared", "The list of a condition keeps its end when it is empty.")
                .in("removeFirst")
                .by(drop(write("last")));
        list.mutant("first-not-moved", "A waiter that leaves from the front stays the front.")
                .in("remove")
                .by(drop(write("first")));
        list.mutant("middle-not-unlinked", "A waiter that leaves from the middle stays linked.")
                .in("remove")
                .by(drop(write("nextOnCondition")));
        list.mutant("last-not-moved", "A waiter that leaves from the end stays the end.")
                .in("remove")
                .by(drop(write("last")));
    }

    private static void groups(MutantList list) {
        list.mutant("joins-closed-group", "A waiter joins the group that was signalled before.")
                .in("join")
                .quick()
                .by(replace(constant(1).number(2, 2), 0));
        list.mutant("signals-carried-over", "Signals to a group that is closed stay for the next.")
                .in("closeOpenGroup")
                .quick()
                .by(drop(call("setPlain").number(2, 3)));
        list.mutant("newcomers-kept", "Newcomers count as such after their group is closed.")
                .in("closeOpenGroup")
                .by(drop(call("setPlain").number(3, 3)));
        list.mutant(
                        "older-not-signalled",
                        "A member of an older group does not count as signalled.")
                .in("takeSignal")
                .by(jump(call("getPlain").number(1, 2), Jump.ALWAYS));
        list.mutant("signal-not-taken", "One signal serves several waiters.")
                .in("takeSignal")
                .by(drop(call("add")));
        list.mutant("signal-all-closes-once", "A signal to all makes one group older only.")
                .in("signalAll")
                .by(drop(call("closeOpenGroup").number(2, 2)));
        list.mutant("signal-all-misses-newcomers", "A signal to all does not move the newcomers.")
                .in("signalAll")
                .by(drop(call("moveSleepers").number(2, 2)));
        list.mutant(
                        "leaves-wrong-count",
                        "A waiter that gives up is subtracted from the other group.")
                .in("leave")
                .by(jump(call("getPlain"), Jump.NEGATED));
        list.mutant("one-word-for-all", "Both groups sleep on one word.")
                .in("sequence")
                .quick()
                .by(jump(constant(1), Jump.NEVER));
        list.mutant("group-not-closed", "A signal closes no group, and newcomers take none.")
                .in("giveSignal")
                .by(replace(call("closeOpenGroup"), null));
    }

    private static void sleeping(MutantList list) {
        list.mutant("reads-after-unlock", "A waiter reads the sequence after it has unlocked.")
                .in("sleep")
                .quick()
                .by(moveBehind(call("getPlain"), call("unlock")));
        list.mutant(
                        "unmoved-not-woken",
                        "Sleepers that cannot be moved for want of memory sleep on.")
                .in("moveSleepers")
                .by(replace(call("wakeAll"), 0));
        list.mutant("failed-sleep-counted", "A waiter whose sleep throws stays counted.")
                .in("withdraw")
                .by(drop(call("leave")));
        list.mutant("interrupt-is-timeout", "A timed wait that is interrupted does not throw.")
                .in("awaitNanos")
                .by(replace(call("check"), null));
        list.mutant("sequence-kept", "A signal leaves the sequence as it is.")
                .in("moveSleepers")
                .by(drop(call("set")));
        list.mutant("mutex-not-contended", "Sleepers are moved to a mutex that is not marked.")
                .in("moveSleepers")
                .quick()
                .by(drop(call("markContended")));
        list.mutant("wakes-instead-of-moving", "Sleepers are woken while the mutex is held.")
                .in("moveSleepers")
                .by(replace(constant(0), Integer.MAX_VALUE));
        list.mutant("relocks-as-held", "A waiter that was moved takes the mutex as HELD.")
                .in("sleep")
                .by(Edits.callInstead(call("relock").all(2), "lock"));
        list.mutant("signal-withdrawn", "A waiter whose sleep fails consumes its signal.")
                .in("withdraw")
                .by(drop(call("giveSignal")));
        list.mutant("interrupt-beats-signal", "A signalled waiter that is interrupted throws.")
                .in("waitForSignal")
                .by(jump(call("takeSignal"), Jump.ALWAYS));
        list.mutant("no-compensation", "A fork-join pool does not replace a worker that waits.")
                .in("sleepAt")
                .by(replace(call("Compensation.isDue"), false));
    }
}
