package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Edits.wakeOne;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of both kinds of semaphore. */
final class SemaphoreMutants {

    private static final Check[] CHECKS = {
        kernel("sync.SemaphoreTest"),
        kernel("sync.SemaphoreContractTest"),
        model("sync.model.SemaphoreModelTest"),
        kernel("sync.SemaphoreChaosTest"),
    };

    private SemaphoreMutants() {}

    static List<Mutant> all() {
        MutantList counts = new MutantList("permits", "sync.Permits", CHECKS);
        counts(counts);
        MutantList barging = new MutantList("barging", "sync.BargingPermits", CHECKS);
        singles(barging);
        others(barging);
        MutantList fair = new MutantList("fair", "sync.FairPermits", CHECKS);
        fair(fair);
        return MutantList.join(counts, barging, fair);
    }

    private static void counts(MutantList list) {
        list.mutant("taken-by-look", "A failed change of the permits counts as an acquisition.")
                .in("tryTake")
                .quick()
                .by(replace(call("compareAndSetPermits"), true));
        list.mutant("leaves-the-last", "A thread does not take the last permit.")
                .in("tryTake")
                .by(Edits.jumpIf(call("available"), Opcodes.IF_ICMPGT));
        list.mutant("release-wakes-nobody", "A release does not look for waiters.")
                .in("release")
                .by(replace(call("getWaiters"), 0));
        list.mutant("overflow-unseen", "A release beyond the maximum wraps.")
                .in("release")
                .by(jump(code(Opcodes.IADD).number(1, 2), Jump.ALWAYS));
        list.mutant("underflow-unseen", "A reduction below the least int wraps.")
                .in("reduce")
                .by(jump(code(Opcodes.ISUB).number(1, 2), Jump.ALWAYS));
        list.mutant("drain-of-debt-silent", "A drained debt wakes no thread.")
                .in("drain")
                .by(replace(call("wakeSatisfiedWaiters"), null));
    }

    private static void singles(MutantList list) {
        list.mutant("reads-after-arming", "A single reads the signals after it has armed.")
                .in("awaitOne")
                .quick()
                .by(moveBehind(call("FutexWord.get"), call("arm")));
        list.mutant("not-armed", "A single sleeps without arming.")
                .in("awaitOne")
                .quick()
                .by(drop(call("arm")));
        list.mutant("no-look-after-arming", "A single does not look for permits after arming.")
                .in("awaitOne")
                .quick()
                .by(replace(call("tryTake").number(1, 2), false));
        list.mutant("interrupt-ignored", "An interrupt does not end a wait for one permit.")
                .in("awaitOne")
                .by(replace(call("InterruptStatus.isSet"), false));
        list.mutant("nap-beyond-deadline", "A timed back-off goes on beyond the deadline.")
                .in("nap")
                .by(Edits.keepFirst(call("min").number(2, 2)));
        list.mutant("signal-not-counted", "A signal to singles does not count.")
                .in("wakeSatisfiedWaiters")
                .quick()
                .by(drop(call("getAndAdd")));
        list.mutant("signal-wakes-nobody", "A signal to singles wakes no thread.")
                .in("wakeSatisfiedWaiters")
                .by(replace(call("Futex.wake"), 0));
        list.mutant("goes-without-signal", "A waiter that leaves does not signal the others.")
                .in("awaitTake")
                .quick()
                .by(replace(call("wakeSatisfiedWaiters").all(2), null));
        list.mutant("goes-without-arming", "A single that goes does not arm for those that stay.")
                .in("leave")
                .quick()
                .by(replace(constant(Integer.MIN_VALUE), 0));
        list.mutant("stays-counted", "A waiter that goes stays counted.")
                .in("awaitTake")
                .by(replace(call("leave").all(2), null));
    }

    private static void others(MutantList list) {
        list.mutant(
                        "least-not-lowered",
                        "A thread that wants many permits does not record how many.")
                .in("awaitMany")
                .by(replace(call("lowerLeast"), 0));
        list.mutant("least-raised", "A thread that wants more hides one that wants less.")
                .in("lowerLeast")
                .quick()
                .by(jump(code(Opcodes.ILOAD).number(5, 10), Jump.ALWAYS));
        list.mutant("many-disarms", "A multi-permit waiter that goes disarms the singles.")
                .in("leave")
                .by(jump(code(Opcodes.ILOAD).number(4, 9), Jump.ALWAYS));
        list.mutant("others-wake-one", "A signal to multi-permit waiters wakes one of them.")
                .in("wakeSatisfiedWaiters")
                .by(wakeOne(call("wakeAll")));
        list.mutant("others-not-woken", "A signal to multi-permit waiters wakes no thread.")
                .in("wakeSatisfiedWaiters")
                .by(replace(call("wakeAll"), 0));
        list.mutant(
                        "others-need-one-more",
                        "Others are signalled when there is one permit too many.")
                .in("wakeSatisfiedWaiters")
                .by(replace(constant(1).number(3, 3), 0));
        list.mutant("many-interrupt-ignored", "An interrupt does not end a wait for many permits.")
                .in("awaitMany")
                .by(replace(call("InterruptStatus.isSet"), false));
        list.mutant("many-deadline-ignored", "A wait for many permits goes on beyond its deadline.")
                .in("awaitMany")
                .by(replace(read("TIMED_OUT"), Edits.NULL));
    }

    private static void fair(MutantList list) {
        list.mutant("barges", "A newcomer goes past the queue of a fair semaphore.")
                .in("tryTakeInTurn")
                .by(replace(call("getWaiters"), 0));
        list.mutant("grant-without-wake", "A waiter that is granted its permits sleeps on.")
                .in("grantFirst")
                .quick()
                .by(replace(call("Futex.wake"), 0));
        list.mutant("grant-out-of-order", "Permits are granted to the last in the queue.")
                .in("grantFirst")
                .by(Edits.readInstead(read("next"), "previous"));
        list.mutant("grant-stays-queued", "A waiter that is granted its permits stays queued.")
                .in("grantFirst")
                .by(drop(call("remove")));
        list.mutant("append-without-grant", "A waiter queues and does not test for permits.")
                .in("awaitTake")
                .quick()
                .by(drop(call("wakeSatisfiedWaiters").number(1, 3)));
        list.mutant("second-not-granted", "A waiter that gives up does not look for the second.")
                .in("awaitTake")
                .by(drop(call("wakeSatisfiedWaiters").number(2, 3)));
        list.mutant("granted-and-interrupted", "A waiter that is interrupted keeps its permits.")
                .in("awaitTake")
                .by(drop(call("release").all(2)));
        list.mutant("word-given-back-granted", "The next waiter finds the word GRANTED.")
                .in("leave")
                .by(drop(call("FutexWord.set")));
    }
}
