package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Check.model;
import static org.furwock.jcstress.mutate.Check.park;
import static org.furwock.jcstress.mutate.Check.stress;
import static org.furwock.jcstress.mutate.Edits.body;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.jumpIf;
import static org.furwock.jcstress.mutate.Edits.moveBefore;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of the drop-in read-write lock: its readers, its writers, their slots. */
final class ReadWriteMutants {

    private static final long WANTED = 1L << 32;
    private static final long READERS = (1L << 31) - 1;

    private static final Check[] CHECKS = {
        kernel("locks.FutexReentrantReadWriteLockTest"),
        kernel("sync.ReadWriteLockContractTest"),
        kernel("sync.ReadWriteConditionContractTest"),
        model("locks.model.ReadWriteModelTest"),
        kernel("locks.LockWithoutMemoryTest"),
        park("locks.FutexReentrantReadWriteLockTest"),
    };

    private ReadWriteMutants() {}

    static List<Mutant> all() {
        MutantList state = new MutantList("read", "locks.ReadWriteState", CHECKS);
        shared(state);
        MutantList readers = new MutantList("read", "locks.ReadSync", CHECKS);
        acquiringBySlot(readers);
        acquiringByCount(readers);
        releasing(readers);
        MutantList writers = new MutantList("write", "locks.ReadWriteSync", CHECKS);
        taking(writers);
        draining(writers);
        unlocking(writers);
        MutantList slots = new MutantList("slot", "locks.ReaderSlots", CHECKS);
        slots(slots);
        MutantList slot = new MutantList("slot", "locks.ReaderSlot", CHECKS);
        slot(slot);
        return MutantList.join(state, readers, writers, slots, slot);
    }

    private static void shared(MutantList list) {
        list.mutant("gate-by-look", "A thread that finds the gate free acts as if it held it.")
                .in("tryAcquire")
                .by(replace(call("compareAndSet"), true));
        list.mutant("gate-not-freed", "A thread that has the gate never releases it.")
                .in("free")
                .by(drop(call("getAndAdd")));
        list.mutant(
                        "unfenced-without-membarrier",
                        "Readers run no fence although no writer can run it.")
                .in("mayUnfence")
                .foundBy(kernel("locks.ReleaseModeTest"))
                .by(replace(call("AsymmetricFence.isAvailable"), true));
        list.mutant(
                        "draining-writer-not-unparked",
                        "A reader finds the draining writer and lets it sleep.")
                .in("wakeDrainingWriter")
                .by(replace(call("unpark"), null));
    }

    private static void acquiringBySlot(MutantList list) {
        list.mutant(
                        "second-look-left-out",
                        "A reader by its slot does not look at the word again (R2).")
                .in("acquireBy")
                .quick()
                .by(jump(code(Opcodes.LXOR), Jump.ALWAYS));
        list.mutant(
                        "second-look-before-slot",
                        "A reader looks at the word before it sets its slot.")
                .in("acquireBy")
                .quick()
                .by(moveBehind(call("setHolds"), call("getAcquire").number(2, 2)));
        list.mutant("mode-not-compared", "The second look tests only for a writer (R4, R7).")
                .in("acquireBy")
                .quick()
                .by(replace(constant(32_212_254_720L), 6_442_450_944L));
        list.mutant(
                        "fence-left-out",
                        "A reader in FENCED has no fence before its second look (R3).")
                .in("acquireBy")
                .foundBy(stress("reentrant.OpenReaders"), stress("reentrant.ReadWriteExclusion"))
                .by(replace(call("fullFence"), null));
        list.mutant(
                        "slot-in-counted-mode",
                        "A reader uses its slot though the mode is COUNTED (R7).")
                .in("acquireBy")
                .by(jump(constant(25_769_803_776L), Jump.NEVER));
        list.mutant("barges-by-slot", "A reader of a fair lock goes past the queue by its slot.")
                .in("acquireBy")
                .by(replace(read("fair"), false));
        list.mutant("slot-stays-set", "A reader that finds a writer leaves its slot set.")
                .in("acquireBy")
                .quick()
                .by(drop(call("releaseBy")));
        list.mutant("unfenced-beside-writer", "A reader changes the mode beside a writer.")
                .in("unfenceUnlessWritten")
                .foundBy(
                        stress("reentrant.ReaderModeChange"),
                        stress("reentrant.ReaderSwitchesBack"))
                .by(jump(constant(8_589_934_592L), Jump.NEVER));
    }

    private static void acquiringByCount(MutantList list) {
        list.mutant("counts-without-limit", "A hold too many is no error.")
                .in("readCounted")
                .by(jump(constant(1L << 30), Jump.ALWAYS));
        list.mutant("no-read-when-writing", "The writer waits for itself when it reads.")
                .in("readCounted")
                .by(replace(call("isOwn"), false));
        list.mutant("slotless-again-not-counted", "A slotless reader counts its first hold only.")
                .in("readCounted")
                .by(drop(call("getAndAdd").number(1, 2)));
        list.mutant("hold-lost-without-memory", "A hold stays that belongs to no thread.")
                .in("rememberSlotless")
                .foundBy(kernel("locks.LockWithoutMemoryTest"))
                .by(drop(call("uncount").all(2)));
        list.mutant(
                        "gate-not-regarded",
                        "A fair reader goes past a writer that has just left the queue.")
                .in("isAnyBefore")
                .by(replace(call("isHeld"), false));
        list.mutant("queue-not-regarded", "A fair reader goes past the queue.")
                .in("isAnyBefore")
                .by(replace(call("isQueueEmpty"), true));
        list.mutant("counts-beside-writer", "A reader counts itself without a test of the word.")
                .in("tryCount")
                .by(jump(code(Opcodes.LAND).number(1, 2), Jump.NEVER));
        list.mutant("counted-by-look", "A reader counts a failed addition as a hold.")
                .in("tryCount")
                .quick()
                .by(replace(call("compareAndSet"), true));
        list.mutant("queued-reader-not-counted", "A reader that has queued is not counted.")
                .in("queueToRead")
                .by(drop(call("getAndAdd")));
        list.mutant(
                        "gate-freed-before-count",
                        "A queued reader frees the gate, then counts itself.")
                .in("queueToRead")
                .quick()
                .by(moveBefore(call("release"), call("getAndAdd")));
        list.mutant("gate-kept-by-reader", "A queued reader keeps the gate.")
                .in("queueToRead")
                .by(drop(call("release")));
        list.mutant("try-respects-wanted", "An untimed try fails while a writer waits for readers.")
                .in("tryRead")
                .by(replace(constant(1L << 31), 6_442_450_944L));
        list.mutant("overflow-unseen", "The holds of a thread wrap.")
                .in("plusOne")
                .by(jump(constant(Integer.MAX_VALUE), Jump.ALWAYS));
    }

    private static void releasing(MutantList list) {
        list.mutant(
                        "slot-freed-without-wake",
                        "A reader that frees its slot wakes no draining writer.")
                .in("releaseBy")
                .quick()
                .by(replace(call("wakeDrainingWriter"), null));
        list.mutant("slot-not-freed", "A reader that releases by its slot leaves it set.")
                .in("releaseBy")
                .by(drop(call("setHolds")));
        list.mutant("release-without-fence", "A fenced release by a slot has no fence.")
                .in("releaseBy")
                .foundBy(
                        Check.exchange("reentrant.DrainingWriter"),
                        Check.exchange("reentrant.SlotAndWord"))
                .by(replace(call("fullFence"), null));
        list.mutant("last-wakes-nobody", "The last reader by the count wakes no draining writer.")
                .in("uncount")
                .by(replace(call("wakeDrainingWriter"), null));
        list.mutant("slotless-hold-kept", "A slotless reader is never done with its last hold.")
                .in("unlockSlotless")
                .by(drop(call("ThreadLocal.remove")));
        list.mutant("slotless-not-uncounted", "A slotless release leaves the count.")
                .in("unlockSlotless")
                .by(drop(call("uncount")));
        list.mutant("reentrant-slot-freed", "The first of several releases frees the slot.")
                .in("unlockRead")
                .by(jumpIf(constant(1).number(1, 4), Opcodes.IF_ICMPLT));
        list.mutant("reentrant-count-freed", "The first of several releases takes the count back.")
                .in("unlockRead")
                .by(jump(constant(-1), Jump.ALWAYS));
        list.mutant("holds-not-asked", "A thread without a slot is said to hold nothing.")
                .in("readHolds")
                .by(jump(call("abs"), Jump.ALWAYS));
    }

    private static void taking(MutantList list) {
        list.mutant("written-at-once-beside-readers", "A free gate is enough for a writer.")
                .in("writeAtOnce")
                .quick()
                .by(replace(constant(62_277_025_791L), 60_129_542_144L));
        list.mutant("written-at-once-beside-slots", "A writer overlooks the mode of the readers.")
                .in("writeAtOnce")
                .quick()
                .by(replace(constant(62_277_025_791L), 36_507_222_015L));
        list.mutant("written-at-once-by-look", "A writer counts a failed change as HELD.")
                .in("writeAtOnce")
                .by(replace(call("compareAndSet"), true));
        list.mutant("gate-kept", "A writer that gives up keeps the gate.")
                .in("take")
                .quick()
                .by(drop(call("release").all(2)));
        list.mutant(
                        "blockers-overlooked",
                        "A writer that has the gate takes the lock beside readers.")
                .in("tryHold")
                .by(jump(code(Opcodes.LAND).number(1, 2), Jump.ALWAYS));
        list.mutant("held-by-look", "A writer counts a failed change of the word as HELD.")
                .in("tryHold")
                .by(replace(call("compareAndSet"), true));
        list.mutant("wanted-stays", "HELD leaves WANTED in the word.")
                .in("tryHold")
                .by(replace(constant(~WANTED), -1L));
        list.mutant(
                        "readers-not-fenced",
                        "A writer changes the mode without the readers' fence (R5).")
                .in("fenceReaders")
                .foundBy(kernel("locks.HeavyFenceTest"))
                .quick()
                .by(drop(call("heavyFence")));
        list.mutant("mode-untrue-after-failure", "FENCED stays though the fence failed.")
                .in("fenceReaders")
                .foundBy(kernel("locks.HeavyFenceTest"))
                .by(replace(constant(0).number(1, 3), true));
        list.mutant("try-drains", "A try keeps readers out though it cannot succeed.")
                .in("take")
                .by(replace(call("isDrained"), true));
        list.mutant("fair-try-barges", "A try of a fair lock with a time goes past the queue.")
                .in("write")
                .by(replace(read("fair"), false));
        list.mutant("owner-unknown", "A writer does not become the owner.")
                .in("take")
                .by(drop(call("own")));
    }

    private static void draining(MutantList list) {
        list.mutant(
                        "second-fence-left-out",
                        "A writer that finds UNFENCED again has no fence (R6).")
                .in("drain")
                .foundBy(kernel("locks.HeavyFenceTest"))
                .quick()
                .by(replace(call("heavyFence"), null));
        list.mutant(
                        "wanted-without-fence",
                        "A writer sets WANTED and has no fence before the slots.")
                .in("drain")
                .equivalentBecause(
                        "an atomic read-modify-write orders as a full fence does on x86, and"
                                + " in HotSpot's code for aarch64; the fence states the intention")
                .by(replace(call("fullFence"), null));
        list.mutant("gives-up-wanted", "A writer that gives up leaves WANTED behind.")
                .in("drain")
                .by(drop(call("clearWanted").all(2)));
        list.mutant("drained-by-belief", "A writer does not look for readers.")
                .in("tryHoldDrained")
                .by(replace(call("isDrained"), true));
        list.mutant("slots-overlooked", "A writer does not look at the slots.")
                .in("isDrained")
                .by(replace(call("isAnyHeld"), false));
        list.mutant(
                        "draining-writer-late",
                        "A draining writer publishes itself after its last look.")
                .in("sleepUntilDrained")
                .foundBy(kernel("locks.HeavyFenceTest"))
                .quick()
                .by(
                        moveBehind(
                                write("drainingWriter").number(1, 3),
                                call("tryHoldDrained").number(1, 2)));
        list.mutant(
                        "draining-writer-without-fence",
                        "A draining writer sleeps without the readers' fence.")
                .in("sleepUntilDrained")
                .foundBy(kernel("locks.HeavyFenceTest"))
                .by(replace(call("tryHeavyFence"), true));
        list.mutant("draining-writer-without-look", "A draining writer sleeps without a last look.")
                .in("sleepUntilDrained")
                .by(replace(call("tryHoldDrained").number(1, 2), false));
        list.mutant("draining-writer-stays", "The draining writer is named after it has the lock.")
                .in("sleepUntilDrained")
                .by(drop(write("drainingWriter").number(2, 3)));
        list.mutant(
                        "drain-keeps-interrupt",
                        "A draining writer does not restore the interrupt status.")
                .in("sleepUntilDrained")
                .foundBy(park("sync.ReadWriteLockContractTest"))
                .by(drop(call("restoreInterrupt").all(2)));
        list.mutant("drain-without-deadline", "A draining writer waits beyond its deadline.")
                .in("sleepUntilDrained")
                .by(replace(read("WaitResult.TIMED_OUT").all(2), Edits.NULL));
        list.mutant("drain-uninterruptible", "An interrupt does not end the wait for readers.")
                .in("sleepUntilDrained")
                .by(replace(call("InterruptStatus.isSet"), false));
    }

    private static void unlocking(MutantList list) {
        list.mutant("owner-after-release", "A writer clears the owner after the release.")
                .in("unlockLast")
                .quick()
                .by(moveBehind(call("disown"), call("wakeIfFlagged")));
        list.mutant("read-holds-lost", "A writer that reads on loses its read hold.")
                .in("unlockWrite")
                .by(replace(constant(READERS), 0L));
        list.mutant("hand-over-before-word", "A writer hands the gate over while it is in HELD.")
                .in("unlockLast")
                .by(moveBefore(call("release"), call("setRelease").number(1, 2)));
        list.mutant("hand-over-frees-gate", "A writer frees the gate that it then hands over.")
                .in("unlockLast")
                .by(replace(constant(1L << 35), 0L));
        list.mutant("written-without-wake", "The end of a write wakes no waiter.")
                .in("unlockLast")
                .by(replace(call("wakeIfFlagged"), null));
        list.mutant("wait-ends-without-word", "A wait on a condition ends with the gate only.")
                .in("relock")
                .by(drop(call("take")));
        list.mutant("wait-loses-holds", "A wait on a condition forgets the holds.")
                .in("relock")
                .by(drop(write("more")));
        list.mutant("unlock-by-anyone", "A thread unlocks a lock that it does not hold.")
                .in("unlockWrite")
                .by(replace(call("requireOwner"), null));
        list.mutant("unlocks-at-once", "The first of several releases frees the write lock.")
                .in("unlockWrite")
                .by(replace(read("more").number(1, 2), 0));
        list.mutant(
                        "draining-writer-not-listed",
                        "The draining writer is not among the waiting threads.")
                .in("waiting()")
                .by(drop(call("addDrainingWriter")));
        list.mutant("readers-listed-as-writers", "The two kinds of waiting threads are mixed up.")
                .in("waitingReaders")
                .by(replace(constant(1), false));
    }

    private static void slots(MutantList list) {
        list.mutant("published-late", "A thread finds its slot before writers do.")
                .in("claim")
                .foundBy(kernel("locks.ReaderSlotsTest"))
                .by(moveBehind(write("all"), code(Opcodes.AASTORE)));
        list.mutant("not-published", "A slot that replaces another is not shown to writers.")
                .in("replaced")
                .foundBy(kernel("locks.ReaderSlotsTest"))
                .by(drop(code(Opcodes.AASTORE)));
        list.mutant("live-slot-replaced", "A thread takes the slot of a thread that lives.")
                .in("claim")
                .foundBy(kernel("locks.ReaderSlotsTest"))
                .by(replace(call("isAbandoned"), true));
        list.mutant("held-slot-overlooked", "A writer does not see a slot that is held once.")
                .in("isAnyHeld")
                .by(jump(call("seenHolds"), Jump.ALWAYS));
        list.mutant("counted-slot-blocks", "A writer counts a reader by the count again.")
                .in("isAnyHeld")
                .by(jumpIf(call("seenHolds"), Opcodes.IFEQ));
        list.mutant("holds-counted-twice", "The number of holds includes those by the count twice.")
                .in("uncountedHolds")
                .by(jump(call("seenHolds"), Jump.ALWAYS));
        list.mutant(
                        "other-probes-not-tried",
                        "A thread looks for its slot at the first place only.")
                .in("find")
                .foundBy(kernel("locks.ReaderSlotsTest"))
                .by(replace(call("findFurther"), Edits.NULL));
    }

    private static void slot(MutantList list) {
        list.mutant("held-slot-abandoned", "A slot that an ended thread holds is given away.")
                .in("isAbandoned")
                .foundBy(kernel("locks.ReaderSlotsTest"))
                .by(replace(read("holds"), 0));
        list.mutant("never-abandoned", "The slot of a thread that has ended is never given away.")
                .in("isAbandoned")
                .foundBy(kernel("locks.ReaderSlotsTest"))
                .by(body(false));
    }
}
