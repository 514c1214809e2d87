package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.body;
import static org.furwock.jcstress.mutate.Edits.callBefore;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.keepFirst;
import static org.furwock.jcstress.mutate.Edits.operate;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.ArrayList;
import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/**
 * Flaws that break no contract, but make the library slow or unfair. A test that counts notices
 * each: it counts system calls, wakes in a round, fences, or acquisitions by other threads.
 */
final class PerformanceMutants {

    private static final Check POLICY = kernel("locks.WaitingPolicyTest");
    private static final Check CALLS = kernel("sync.SystemCallTest");

    private PerformanceMutants() {}

    static List<Mutant> all() {
        MutantList lock = new MutantList("slow-lock", "locks.QueuedLock", POLICY);
        lock(lock);
        MutantList queue = new MutantList("slow-queue", "locks.Waiter", POLICY);
        queue.mutant("nap-does-not-grow", "A nap is never longer than the first.")
                .in("nextNap")
                .by(drop(write("nap")));
        queue.mutant("nap-unbounded", "A nap is twice as long as the one before, for ever.")
                .in("nextNap")
                .by(replace(read("LONGEST_NAP"), Long.MAX_VALUE));
        MutantList parker = new MutantList("slow-parker", "locks.ThreadParker", POLICY);
        parker(parker);
        MutantList condition = new MutantList("slow-condition", "locks.QueuedCondition", POLICY);
        condition
                .mutant("signal-all-one-by-one", "The waiters of a signalAll wake one by one.")
                .in("signal(Lorg")
                .by(drop(write("isOfMany")));
        MutantList reading = new MutantList("slow-read", "locks.ReadModePolicy", POLICY);
        reading(reading);
        MutantList words = words();
        MutantList backoff =
                new MutantList("backoff", "waiting.Backoff", kernel("waiting.BackoffTest"));
        backoff(backoff);
        budget(backoff);
        List<Mutant> all = new ArrayList<>(always());
        all.addAll(MutantList.join(lock, queue, parker, condition, reading, words, backoff));
        return all;
    }

    private static void lock(MutantList list) {
        list.mutant("always-wakes", "Each release wakes the first waiter, awake or not.")
                .in("wakeFirst")
                .quick()
                .by(drop(write("wakeFlag")));
        list.mutant("signal-all-wakes-all", "A signal to all wakes all at one release.")
                .in("wakeAhead")
                .quick()
                .by(replace(read("WOKEN_AHEAD"), Integer.MAX_VALUE));
        list.mutant("never-spins", "A thread that finds the lock held queues at once.")
                .in("acquire")
                .quick()
                .by(replace(call("maySpin"), false));
        list.mutant("spins-for-free", "A spin costs no credit.")
                .in("spin")
                .by(replace(call("paySpin"), null));
        list.mutant("no-hand-over", "No waiter ever requests the lock.")
                .in("awaitHandoff")
                .quick()
                .by(drop(call("requestHandoff")));
        list.mutant(
                        "hands-over-to-the-sleeping",
                        "A waiter's hand-over request stays while it sleeps.")
                .in("awaitHandoff")
                .by(drop(write("wantsHandoff")));
        list.mutant("fence-for-each-sleep", "Each sleep of a first waiter runs a heavy fence.")
                .in("setWakeFlag")
                .quick()
                .foundBy(kernel("locks.HeavyFenceTest"))
                .by(replace(read("FENCE_INTERVAL").number(1, 2), Long.MIN_VALUE));
        list.mutant("never-naps", "A waiter that lost the lock sets the wake flag each time.")
                .in("waitAsFirst")
                .by(replace(read("hasLost"), false));
        list.mutant("yields", "A spinning thread yields to other programs.")
                .in("spin")
                .foundBy(kernel("locks.YieldTest"))
                .quick()
                .by(callBefore(call("onSpinWait"), "java/lang/Thread", "yield"));
    }

    private static void parker(MutantList list) {
        list.mutant("always-wakes", "Each unpark is a system call.")
                .in("unpark")
                .quick()
                .by(jump(call("getAndSet"), Jump.NEVER));
        list.mutant("credit-unlimited", "Credit is saved up without limit.")
                .in("maySpin")
                .by(replace(call("min"), Long.MAX_VALUE / 2));
        list.mutant("collision-free", "A spin costs its time only.")
                .in("paySpin")
                .by(replace(read("COLLISION"), 0L));
        list.mutant("no-credit", "A thread earns no credit.").in("maySpin").by(body(false));
    }

    private static void reading(MutantList list) {
        list.mutant("never-fast", "Readers never assume that slots pay.")
                .in("modeAfter")
                .quick()
                .by(body(0L));
        list.mutant("never-a-slot", "A reader never gets a slot.").in("isSlotDue").by(body(false));
        list.mutant("cold-locks-get-slots", "A lock that is seldom read gets slots.")
                .in("isSlotDue")
                .by(jump(read("HOT"), Jump.NEVER));
        list.mutant("written-and-slotted", "Slots stay though there are as many writes as reads.")
                .in("modeAfterWrite")
                .by(jump(read("SLOTS_PAY"), Jump.ALWAYS));
        list.mutant("fence-for-each-write", "Each write costs a heavy fence.")
                .in("modeAfterWrite")
                .by(jump(read("FENCES_PAY"), Jump.NEVER));
        list.mutant("writes-not-counted", "Readers do not see that there are writes.")
                .in("modeAfterWrite")
                .by(drop(write("writes")));
    }

    private static MutantList words() {
        MutantList mutex = new MutantList("slow-mutex", "sync.Mutex", CALLS);
        mutex.mutant("always-wakes", "Each unlock is a system call.")
                .in("unlock")
                .quick()
                .by(jump(call("getAndSet"), Jump.NEVER));
        mutex.mutant("marks-at-once", "A try leaves the mutex contended.")
                .in("tryLock()Z")
                .by(replace(constant(1).number(1, 1), 2));
        return mutex;
    }

    private static List<Mutant> always() {
        MutantList latch = new MutantList("slow-latch", "sync.Latch", CALLS);
        latch.mutant("always-wakes", "The last count-down is a system call even without waiters.")
                .in("countDown")
                .by(jump(code(Opcodes.ILOAD).number(7, 8), Jump.NEVER));
        MutantList event = new MutantList("slow-event", "sync.Event", CALLS);
        event.mutant("always-wakes", "Each set is a system call.")
                .in("set")
                .by(replace(call("markSet"), true));
        MutantList once = new MutantList("slow-once", "sync.Once", CALLS);
        once.mutant("always-wakes", "The end of a run is a system call even without waiters.")
                .in("perform")
                .by(jump(call("getAndSet").all(2), Jump.NEVER));
        MutantList parker = new MutantList("slow-token", "sync.Parker", CALLS);
        parker.mutant("always-wakes", "Each unpark is a system call.")
                .in("unpark")
                .by(jump(call("getAndSet"), Jump.NEVER));
        MutantList barrier = new MutantList("slow-barrier", "sync.BarrierWord", CALLS);
        barrier.mutant("wakes-for-each", "Each arrival wakes the waiters.")
                .in("advance")
                .by(jump(constant(4).number(2, 2), Jump.NEVER));
        MutantList rwlock = new MutantList("slow-rwlock", "sync.RwLockWord", CALLS);
        rwlock.mutant("always-wakes", "Each last reader that leaves makes a system call.")
                .in("unlockRead")
                .by(replace(call("isClaimed"), true));
        MutantList permits = new MutantList("slow-permits", "sync.BargingPermits", CALLS);
        permits.mutant("always-wakes", "Each release is a system call.")
                .in("wakeSatisfiedWaiters")
                .by(jump(code(Opcodes.ILOAD).number(1, 6), Jump.NEVER));
        MutantList condition = new MutantList("slow-wait", "sync.MutexCondition", CALLS);
        condition
                .mutant("herd", "A signal to all wakes all into a mutex that is held.")
                .in("moveSleepers")
                .by(replace(constant(0), Integer.MAX_VALUE));
        return MutantList.join(latch, event, once, parker, barrier, rwlock, permits, condition);
    }

    private static void backoff(MutantList list) {
        list.mutant("yields-when-preempted", "A process goes on yielding after a preemption.")
                .in("charge")
                .quick()
                .by(body(null));
        list.mutant(
                        "preemption-overlooked",
                        "A yield that took a time slice counts as a short one.")
                .in("pause")
                .by(jump(read("PREEMPTED"), Jump.ALWAYS));
        list.mutant("charged-by-each", "Each thread pays for the time that all have lost.")
                .in("charge")
                .by(jump(read("preemptedUntil"), Jump.ALWAYS));
        list.mutant("credit-without-limit", "Credit for preemptions grows for ever.")
                .in("charged")
                .by(keepFirst(call("min")));
        list.mutant("debt-without-limit", "A process that was preempted never yields again.")
                .in("charged")
                .by(keepFirst(call("max")));
        list.mutant("awake-beyond-deadline", "A wait stays awake beyond its deadline.")
                .in("begin")
                .by(jump(code(Opcodes.LCMP).number(2, 2), Jump.ALWAYS));
        list.mutant("virtual-stays-awake", "A virtual thread holds its carrier while it waits.")
                .in("current")
                .by(replace(call("isCurrentVirtual"), false));
        list.mutant("learns-from-deadlines", "A wait that its deadline ended counts as a failure.")
                .in("end")
                .by(replace(read("cut"), false));
    }

    private static void budget(MutantList list) {
        list.mutant("never-learns", "A wait that does not pay is not shortened.")
                .inNested("Budget", "learn")
                .by(operate(code(Opcodes.LDIV), Opcodes.LMUL));
        list.mutant("never-tries-again", "A wait that has not paid is never tried again.")
                .inNested("Budget", "learn")
                .by(replace(read("rest").number(1, 2), Integer.MAX_VALUE));
        list.mutant("success-forgotten", "A wait that pays restores no budget.")
                .inNested("Budget", "learn")
                .by(jump(code(Opcodes.ILOAD), Jump.ALWAYS));
    }
}
