package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Edits.NULL;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.operate;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Edits.wakeOne;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of the primitives on one word: mutex, latch, event, once, parker. */
final class WordMutants {

    private WordMutants() {}

    static List<Mutant> all() {
        MutantList mutex =
                new MutantList(
                        "mutex",
                        "sync.Mutex",
                        kernel("sync.MutexTest"),
                        kernel("sync.LockContractTest"),
                        model("sync.model.MutexModelTest"),
                        kernel("sync.EventUnlockTest"),
                        kernel("sync.MutexDumpTest"));
        mutex(mutex);
        MutantList latch =
                new MutantList(
                        "latch",
                        "sync.Latch",
                        kernel("sync.LatchContractTest"),
                        kernel("sync.LatchWordTest"));
        latch(latch);
        MutantList event =
                new MutantList(
                        "event",
                        "sync.Event",
                        kernel("sync.EventTest"),
                        kernel("sync.EventUnlockTest"));
        event(event);
        MutantList once = new MutantList("once", "sync.Once", kernel("sync.OnceTest"));
        once(once);
        MutantList parker = new MutantList("parker", "sync.Parker", kernel("sync.ParkerTest"));
        parker(parker);
        return MutantList.join(mutex, latch, event, once, parker);
    }

    private static void mutex(MutantList list) {
        list.mutant("unlock-without-wake", "An unlock wakes no thread.")
                .in("unlock")
                .quick()
                .by(replace(call("Futex.wake"), 0));
        list.mutant("owner-after-release", "An unlock clears the owner too late.")
                .in("unlock")
                .by(moveBehind(call("disown"), call("getAndSet")));
        list.mutant("unlock-by-anyone", "A thread unlocks a mutex that it does not hold.")
                .in("unlock")
                .by(replace(call("requireOwner"), null));
        list.mutant("sleeper-takes-as-held", "A thread that has slept takes the mutex as HELD.")
                .in("sleep")
                .quick()
                .by(replace(constant(2).number(1, 2), 1));
        list.mutant("interrupt-ignored", "An interrupt does not end an interruptible wait.")
                .in("sleep")
                .by(replace(read("INTERRUPTED"), NULL));
        list.mutant("deadline-ignored", "A wait goes on beyond its deadline.")
                .in("sleep")
                .by(replace(read("TIMED_OUT"), NULL));
        list.mutant(
                        "relock-unnoticed",
                        "A thread locks the mutex that it holds and waits for itself.")
                .in("lockContended")
                .by(replace(call("isHeldByCurrentThread"), false));
        list.mutant("interrupted-before", "An interrupted thread locks interruptibly.")
                .in("lockInterruptibly")
                .by(replace(call("check"), null));
        list.mutant("owner-unknown", "A thread that locks does not become the owner.")
                .in("lock")
                .by(drop(call("own")));
        list.mutant("try-barges-on-held", "A try takes a mutex that is held.")
                .in("tryLock()Z")
                .by(replace(call("compareAndSet"), true));
        list.mutant("event-not-woken", "An unlock that sets an event in two steps wakes no waiter.")
                .in("unlockAndWake(")
                .foundBy(kernel("sync.EventUnlockTest"))
                .by(replace(call("Futex.wake"), 0));
        list.mutant("victim-waits-on", "A thread that is told of its deadlock waits on.")
                .in("sleep")
                .foundBy(kernel("locks.DeadlockWatchTest"))
                .by(drop(call("throwIfVictim")));
        list.mutant("event-unlock-refused", "A refused unlock of an event leaves the mutex locked.")
                .in("unlockAndWake")
                .by(replace(call("unlockAndWakeAtOnce"), true));
        list.mutant("event-unlock-owner", "A refused unlock leaves the mutex without an owner.")
                .in("unlockAndWakeAtOnce")
                .by(drop(call("own").number(1, 3)));
        list.mutant("short-wait-marks", "A thread with a near deadline sleeps, and is to be woken.")
                .in("lockContended")
                .foundBy(kernel("sync.ShortTimeoutTest"))
                .by(replace(call("isNear"), false));
    }

    private static void latch(MutantList list) {
        list.mutant("opens-without-wake", "The last count-down wakes no thread.")
                .in("countDown")
                .quick()
                .by(replace(call("wakeAll"), 0));
        list.mutant("wakes-one", "The last count-down wakes one of the waiters.")
                .in("countDown")
                .by(wakeOne(call("wakeAll")));
        list.mutant("opens-early", "The last count-down but one opens the latch.")
                .in("countDown")
                .by(replace(constant(1).number(1, 2), 2));
        list.mutant("mark-lost", "A count-down clears the sleepers' mark and wakes no thread.")
                .in("countDown")
                .quick()
                .by(operate(code(Opcodes.IADD), Opcodes.IAND));
        list.mutant("counted-by-look", "A failed count-down counts as done.")
                .in("countDown")
                .quick()
                .by(replace(call("compareAndSet"), true));
        list.mutant("counts-below-zero", "A count-down changes an open latch.")
                .in("countDown")
                .by(jump(call("remaining"), Jump.ALWAYS));
        list.mutant("mark-not-set", "A waiter sleeps on a value without its mark.")
                .in("sleep")
                .by(replace(constant(Integer.MIN_VALUE), 0));
        list.mutant("interrupt-ignored", "An interrupt does not end a wait.")
                .in("sleep")
                .by(replace(call("check").number(2, 2), null));
        list.mutant("deadline-ignored", "A wait goes on beyond its deadline.")
                .in("sleep")
                .by(replace(read("TIMED_OUT"), NULL));
        list.mutant("mark-counts", "The sleepers' mark is read as part of the count.")
                .in("remaining")
                .by(replace(constant(Integer.MAX_VALUE), -1));
        list.mutant("interrupted-before", "An interrupted thread passes an open latch.")
                .in("await()V")
                .by(replace(call("check"), null));
        list.mutant("zero-time-waits", "A wait with a time-out of 0 waits.")
                .in("await(J")
                .equivalentBecause("a deadline that has passed ends the wait at its first look")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
    }

    private static void event(MutantList list) {
        list.mutant("set-without-wake", "Setting the event wakes no thread.")
                .in("set")
                .quick()
                .by(replace(call("Futex.wake"), 0));
        list.mutant("auto-wakes-one-only", "A waiter that passes does not wake the others.")
                .in("pass")
                .quick()
                .by(replace(constant(2).number(2, 2), 0));
        list.mutant("manual-wakes-one", "A manual event wakes one of the waiters.")
                .in("wakes")
                .by(replace(constant(Integer.MAX_VALUE), 1));
        list.mutant("generation-not-told", "A waiter misses an event that was set and reset.")
                .in("isSetSince")
                .quick()
                .by(jump(constant(-4), Jump.ALWAYS));
        list.mutant("generation-kept", "Setting the event does not begin a generation.")
                .in("markSet")
                .by(replace(constant(4), 0));
        list.mutant(
                        "near-deadline-forgets-others",
                        "A waiter that has slept watches till its deadline, and drops the mark.")
                .in("pass")
                .by(jump(call("stayAwake"), Jump.NEVER));
        list.mutant("auto-not-reset", "An automatic event lets all through.")
                .in("pass")
                .by(replace(constant(-2), -1));
        list.mutant("taken-by-look", "Two threads pass an automatic event that was set once.")
                .in("pass")
                .by(replace(call("compareAndSet").number(1, 2), true));
        list.mutant("mark-not-set", "A waiter sleeps on a value without its mark.")
                .in("pass")
                .by(replace(constant(2).number(1, 2), 0));
        list.mutant("set-by-look", "A failed change of the word counts as set.")
                .in("markSet")
                .by(replace(call("compareAndSet"), true));
        list.mutant("set-twice-counts", "Setting an event that is set makes a generation.")
                .in("markSet")
                .by(jump(code(Opcodes.ISTORE).number(2, 3), Jump.ALWAYS));
        list.mutant("reset-clears-all", "A reset clears the sleepers' mark.")
                .in("reset")
                .quick()
                .by(replace(constant(-2), -4));
        list.mutant("interrupt-ignored", "An interrupt does not end a wait.")
                .in("sleep")
                .by(replace(read("INTERRUPTED"), NULL));
        list.mutant("deadline-ignored", "A wait goes on beyond its deadline.")
                .in("sleep")
                .by(replace(read("TIMED_OUT"), NULL));
        list.mutant(
                        "unlock-without-owner",
                        "A thread sets and unlocks a mutex that it does not hold.")
                .in("setAndUnlock")
                .by(replace(call("requireOwner"), null));
    }

    private static void once(MutantList list) {
        list.mutant("done-without-wake", "The end of a run wakes no thread.")
                .in("perform")
                .quick()
                .by(replace(call("wakeAll").all(2), 0));
        list.mutant("wakes-one", "The end of a run wakes one of the waiters.")
                .in("perform")
                .by(wakeOne(call("wakeAll").all(2)));
        list.mutant("failure-counts", "An action that throws counts as run.")
                .in("perform")
                .quick()
                .by(replace(constant(0), 3));
        list.mutant("runs-twice", "Two threads run the action.")
                .in("begin")
                .quick()
                .by(replace(call("compareAndSet"), true));
        list.mutant("waits-for-itself", "An action that calls its own once waits for itself.")
                .in("awaitEnd")
                .by(replace(call("getExclusiveOwnerThread"), NULL));
        list.mutant("mark-not-set", "A waiter does not mark that it waits.")
                .in("awaitEnd")
                .by(replace(constant(2).number(2, 3), 1));
        list.mutant("interrupt-ignored", "An interrupt does not end a wait.")
                .in("awaitEnd")
                .by(replace(read("INTERRUPTED"), NULL));
        list.mutant("interrupt-hides-done", "A run that another thread has ended is interrupted.")
                .in("runInterruptibly")
                .by(jump(constant(3).number(2, 2), Jump.NEVER));
        list.mutant("owner-stays", "The runner stays recorded after its run.")
                .in("perform")
                .by(drop(call("setExclusiveOwnerThread").number(2, 3)));
        list.mutant("returns-too-early", "A call returns while the action runs.")
                .in("begin")
                .by(replace(call("awaitEnd"), false));
        list.mutant("damage-unnoticed", "A thread waits on a word that no run leaves.")
                .in("awaitEnd")
                .by(jump(constant(2).number(1, 3), Jump.ALWAYS));
    }

    private static void parker(MutantList list) {
        list.mutant("unpark-without-wake", "An unpark lets the thread sleep.")
                .in("unpark")
                .quick()
                .by(replace(call("Futex.wake"), 0));
        list.mutant("token-not-put", "An unpark wakes, and leaves no token.")
                .in("unpark")
                .by(replace(constant(1).number(1, 2), 0));
        list.mutant("token-lost-at-the-end", "A token that comes with the deadline is lost.")
                .in("parkContended")
                .quick()
                .by(replace(constant(1).number(5, 6), 7));
        list.mutant("word-stays-parked", "A thread that gives up leaves its mark.")
                .in("parkContended")
                .by(replace(constant(0).number(8, 9), -1));
        list.mutant(
                        "second-not-refused",
                        "A second thread that parks takes the place of the first.")
                .in("parkContended")
                .by(replace(call("compareAndSet").number(1, 3), true));
        list.mutant("stuck-after-failure", "A sleep that throws leaves the place taken.")
                .in("parkContended")
                .by(drop(call("compareAndSet").number(2, 3)));
        list.mutant("returns-without-token", "A spurious wake ends the park.")
                .in("parkContended")
                .by(jump(call("FutexWord.get"), Jump.ALWAYS));
        list.mutant("interrupt-ignored", "An interrupt does not end a park.")
                .in("parkContended")
                .by(replace(read("INTERRUPTED"), NULL));
        list.mutant("deadline-ignored", "A park goes on beyond its deadline.")
                .in("parkContended")
                .by(replace(read("TIMED_OUT"), NULL));
        list.mutant("near-token-kept", "A park with a near deadline leaves the token there.")
                .in("parkContended")
                .by(replace(call("takeOrRefuse").number(1, 2), true));
        list.mutant("interrupt-is-timeout", "A park that is interrupted reports its deadline.")
                .in("parkUntil")
                .by(replace(call("check").number(2, 2), null));
        list.mutant("token-kept", "A park that finds the token leaves it there.")
                .in("park()V")
                .by(replace(call("compareAndSet"), true));
        list.mutant("zero-time-parks", "A park with a time-out of 0 waits.")
                .in("parkNanos")
                .equivalentBecause("a deadline that has passed ends the park at its first look")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
    }
}
