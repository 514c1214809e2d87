package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Edits.NULL;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.operate;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of the read-write lock on one word, and of the barrier. */
final class RwLockMutants {

    private static final int UNCOUNTED_WAIT = 1 << 29;
    private static final int WRITERS_WAIT = 1 << 30;
    private static final int UPGRADER = 1 << 28;
    private static final int WAITING = 0x0fff_0000;

    private static final int BARRED = 1 << 31 | UPGRADER | WAITING;

    private RwLockMutants() {}

    static List<Mutant> all() {
        MutantList word =
                new MutantList(
                        "rwlock",
                        "sync.RwLockWord",
                        kernel("sync.RwLockTest"),
                        kernel("sync.RwLockWaitTest"),
                        kernel("sync.RwLockGiveUpTest"),
                        kernel("sync.ReadWriteLockContractTest"),
                        kernel("sync.UpgradableLockTest"),
                        model("sync.model.RwLockModelTest"),
                        kernel("sync.UpgradableLockChaosTest"),
                        kernel("sync.RwLockChaosTest"));
        readers(word);
        writers(word);
        MutantList upgrade =
                new MutantList(
                        "rwlock-upgrade",
                        "sync.RwLockUpgrade",
                        kernel("sync.UpgradableLockTest"),
                        model("sync.model.RwLockModelTest"),
                        kernel("sync.UpgradableLockChaosTest"));
        upgrader(upgrade);
        MutantList upgradable =
                new MutantList(
                        "upgradable",
                        "sync.UpgradableLock",
                        kernel("sync.UpgradableLockTest"),
                        kernel("sync.UpgradableLockChaosTest"));
        upgradable(upgradable);
        MutantList lock =
                new MutantList(
                        "rwlock",
                        "sync.RwLock",
                        kernel("sync.RwLockTest"),
                        kernel("sync.ReadWriteLockContractTest"));
        owner(lock);
        Check[] barrier = {
            kernel("sync.BarrierContractTest"),
            model("sync.model.BarrierModelTest"),
            kernel("sync.ForkJoinTest"),
            kernel("sync.BarrierChaosTest"),
        };
        MutantList barriers = new MutantList("barrier", "sync.Barrier", barrier);
        barrier(barriers);
        MutantList barrierWord = new MutantList("barrier-word", "sync.BarrierWord", barrier);
        barrierWord(barrierWord);
        return MutantList.join(word, upgrade, upgradable, lock, barriers, barrierWord);
    }

    private static void readers(MutantList list) {
        list.mutant("enters-claimed", "A reader enters a lock that a writer has claimed.")
                .in("tryRead")
                .by(replace(call("isClaimed"), false));
        list.mutant("entered-by-look", "A reader counts a failed change of the word as entry.")
                .in("tryRead")
                .quick()
                .by(replace(call("compareAndSet"), true));
        list.mutant("writer-not-woken", "The end of a claim or a read phase wakes no writer.")
                .in("step")
                .quick()
                .by(replace(call("wakeWriter"), null));
        list.mutant("phase-never-ends", "The end of a read phase is not recorded for the writers.")
                .in("step")
                .by(jump(code(Opcodes.IAND).number(1, 2), Jump.ALWAYS));
        list.mutant("gives-up-counted", "A reader that gives up stays counted.")
                .in("awaitReadPhase")
                .by(replace(call("leaveWaiting").number(2, 5), true));
        list.mutant("failed-reader-counted", "A reader whose sleep fails stays counted.")
                .in("awaitReadPhase")
                .by(replace(call("leaveWaiting").number(5, 5), true));
        list.mutant("last-reader-wakes-nobody", "The last reader leaves the claimant asleep.")
                .in("unlockRead")
                .quick()
                .by(replace(call("wakeClaimant"), null));
        list.mutant("last-reader-wakes-readers", "The last reader wakes with the readers' bit.")
                .in("wakeClaimant")
                .by(Edits.readInstead(read("CLAIMANT"), "READER"));
        list.mutant("unlocks-nothing", "An unlock without a reader goes below zero.")
                .in("unlockRead")
                .by(jump(call("plainReaders"), Jump.NEVER));
        list.mutant("takes-upgraders-lock", "A plain reader's unlock takes the upgrader's lock.")
                .in("plainReaders")
                .by(replace(constant(UPGRADER), 1));
        list.mutant("no-limit", "One reader too many overflows into the waiting ones.")
                .in("requireRoom")
                .by(Edits.body(null));
        list.mutant("uncounted-not-marked", "Readers beyond the count sleep without their mark.")
                .in("awaitRead")
                .by(replace(constant(UNCOUNTED_WAIT).all(2), 0));
        list.mutant("reader-interrupt-ignored", "An interrupt does not end a wait.")
                .in("sleep")
                .by(replace(read("INTERRUPTED"), NULL));
        list.mutant("reader-deadline-ignored", "A wait goes on beyond its deadline.")
                .in("sleep")
                .by(replace(read("TIMED_OUT"), NULL));
    }

    private static void writers(MutantList list) {
        list.mutant("claims-read-phase", "A writer claims the lock in a read phase.")
                .in("claim")
                .quick()
                .by(replace(constant(BARRED).all(2), Integer.MIN_VALUE));
        list.mutant("others-forgotten", "A writer that was woken forgets the other writers.")
                .in("claim")
                .quick()
                .by(replace(constant(WRITERS_WAIT).number(2, 2), 0));
        list.mutant("claimed-by-look", "A writer counts a failed change of the word as its claim.")
                .in("claim")
                .by(replace(call("compareAndSet").number(1, 2), true));
        list.mutant("owns-beside-readers", "A claimant does not wait for the readers inside.")
                .in("awaitReaders")
                .by(jump(call("readers"), Jump.NEVER));
        list.mutant("gives-up-claimed", "A claimant that gives up keeps its claim.")
                .in("awaitReaders")
                .by(replace(call("endClaim").number(1, 4), true));
        list.mutant("failed-writer-claims", "A claimant whose sleep fails keeps its claim.")
                .in("awaitReaders")
                .by(replace(call("endClaim").number(4, 4), true));
        list.mutant("readers-not-woken", "The end of a claim wakes no readers.")
                .in("endClaim")
                .quick()
                .by(replace(call("wakeBitset"), 0));
        list.mutant("wakes-one-reader", "The end of a claim wakes only one waiting reader.")
                .in("endClaim")
                .by(replace(constant(Integer.MAX_VALUE), 1));
        list.mutant("uncounted-not-woken", "Readers beyond the count are not woken.")
                .in("endClaim")
                .by(replace(constant(WAITING | UNCOUNTED_WAIT), WAITING));
        list.mutant("writers-mark-lost", "A read phase begins and the writers' mark is lost.")
                .in("step")
                .by(jump(code(Opcodes.ISTORE).number(1, 2), Jump.NEVER));
        list.mutant("upgrader-not-woken", "The end of a read phase does not wake the upgrader.")
                .in("leaveWaiting")
                .by(replace(call("wakeClaimant"), null));
        list.mutant("downgrade-reads-not", "An upgrader that gives its claim up does not read.")
                .in("endClaim")
                .by(replace(constant(UPGRADER), 0));
    }

    private static void upgrader(MutantList list) {
        list.mutant("two-upgraders", "An upgradable reader enters beside another one.")
                .in("tryEnter")
                .by(replace(constant(BARRED), BARRED & ~UPGRADER));
        list.mutant("upgrade-bit-stays", "The upgrader leaves its bit behind.")
                .in("leave")
                .by(replace(constant(~UPGRADER), -1));
        list.mutant("upgrades-beside-readers", "An upgrade does not wait for the readers inside.")
                .in("awaitUpgrade")
                .by(replace(call("awaitReaders"), true));
        list.mutant("upgrades-before-waiting", "A try upgrades before readers that wait.")
                .in("tryUpgrade")
                .by(replace(constant(0x0fff_ffff), 0xffff));
        list.mutant("no-room-no-wake", "A thread that finds no room does not pass its wake on.")
                .in("awaitEnter")
                .by(drop(call("wakeWriter")));
    }

    private static void upgradable(MutantList list) {
        list.mutant("unlock-keeps-writing", "The unlock of an upgraded lock leaves it written.")
                .in("unlock")
                .by(jump(call("isUpgraded"), Jump.ALWAYS));
        list.mutant("interrupt-is-timeout", "An upgrade that is interrupted reports its deadline.")
                .in("tryUpgrade(J")
                .by(replace(call("check").number(2, 2), null));
    }

    private static void owner(MutantList list) {
        list.mutant("owner-after-release", "A writer clears the owner after the release.")
                .inNested("WriteLock", "unlock")
                .by(moveBehind(call("setExclusiveOwnerThread"), call("unlockWrite")));
        list.mutant("unlock-by-anyone", "A thread unlocks a write lock that it does not hold.")
                .inNested("WriteLock", "unlock")
                .by(drop(call("requireOwner")));
        list.mutant("relock-unnoticed", "A writer locks again and waits for itself.")
                .inNested("WriteLock", "acquire")
                .by(replace(call("WriteLock.isHeldByCurrentThread"), false));
        list.mutant("writer-cannot-read", "A writer that reads waits for itself.")
                .inNested("ReadLock", "tryReadAsWriter")
                .by(Edits.body(false));
        list.mutant("interrupted-before", "An interrupted thread locks interruptibly.")
                .inNested("ReadLock", "lockInterruptibly")
                .by(replace(call("check"), null));
    }

    private static void barrier(MutantList list) {
        list.mutant("last-waits", "The last party to arrive does not trip the barrier.")
                .in("afterArrival")
                .by(replace(code(Opcodes.ISUB), -1));
        list.mutant("action-after-release", "Parties are released before the action has run.")
                .in("afterArrival")
                .quick()
                .by(jump(read("action"), Jump.ALWAYS));
        list.mutant("index-off-by-one", "A party's index is that of the next.")
                .in("await(Lorg/furwock/futex/Deadline;")
                .by(replace(constant(1), 2));
        list.mutant("trip-unseen", "A party that sees the next generation waits on.")
                .in("awaitTrip")
                .by(jump(call("generation"), Jump.ALWAYS));
        list.mutant("broken-by-late-timeout", "A time-out breaks a barrier that has tripped.")
                .in("awaitTrip")
                .quick()
                .by(replace(call("awaitChange"), null));
        list.mutant("leaves-uncounted", "A party that finds the barrier broken stays counted.")
                .in("awaitTrip")
                .quick()
                .by(drop(call("leave")));
        list.mutant("reset-not-ended", "The last party to leave a reset does not end it.")
                .in("leave")
                .by(replace(call("phase"), 0));
        list.mutant("failed-action-trips", "An action that throws releases the parties.")
                .in("endAction")
                .by(jump(call("BarrierWord.advance"), Jump.ALWAYS));
        list.mutant("tripper-stays", "The barrier names the action's thread after the action.")
                .in("runAction")
                .by(drop(Place.write("tripper").number(2, 3)));
        list.mutant("own-action-waits", "A barrier wait within the action waits for itself.")
                .in("awaitAction")
                .by(jump(read("tripper"), Jump.ALWAYS));
        list.mutant("reset-forgets", "After a reset, waiters mistake the generation.")
                .in("afterReset")
                .quick()
                .by(replace(call("BarrierWord.count"), 0));
        list.mutant("reset-counts-tripper", "A reset in the action waits for the action's thread.")
                .in("afterReset")
                .by(jump(call("phase"), Jump.ALWAYS));
        list.mutant("interrupt-does-not-break", "An interrupted arrival breaks nothing.")
                .in("arrive")
                .by(replace(call("breakBarrier").number(1, 2), null));
        list.mutant("timeout-does-not-break", "An arrival that runs out of time breaks nothing.")
                .in("arrive")
                .by(replace(call("breakBarrier").number(2, 2), null));
        list.mutant("failed-sleep-stays", "A party whose sleep fails stays counted.")
                .in("sleepOrBreak")
                .by(drop(call("giveUp").all(2)));
        list.mutant("no-compensation", "A fork-join pool does not replace a worker that waits.")
                .in("sleepOrBreak")
                .by(replace(call("Compensation.isDue"), false));
    }

    private static void barrierWord(MutantList list) {
        list.mutant("trips-without-wake", "A trip wakes no thread.")
                .in("advance")
                .quick()
                .by(replace(call("wakeAll"), 0));
        list.mutant("trip-wakes-one", "A trip wakes one of the waiters.")
                .in("advance")
                .by(Edits.wakeOne(call("wakeAll")));
        list.mutant("advanced-by-look", "A failed change of the word counts as done.")
                .in("advance")
                .by(replace(call("compareAndSet"), true));
        list.mutant("sleeps-unmarked", "A party sleeps without the mark.")
                .in("sleep")
                .by(replace(constant(4), 0));
        list.mutant("break-keeps-mark", "A break keeps the sleepers' mark, and wakes no thread.")
                .in("broken")
                .by(replace(constant(-8), -4));
        list.mutant("generation-too-short", "The generation begins within the count.")
                .in("<init>")
                .by(operate(code(Opcodes.ISHL), Opcodes.ISHR));
        list.mutant("overflow-unseen", "Too many parties count into the generation.")
                .in("oneMore")
                .by(jump(call("generation").number(2, 2), Jump.ALWAYS));
    }
}
