package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.body;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBefore;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.operate;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.EnumConstant;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of robust mutexes, of the kernel's list of them, and of regions. */
final class SharedMutants {

    private static final String ATTEMPT = "org/furwock/sync/shared/PthreadMutex$Attempt";

    private static final Check[] MUTEX = {
        kernel("sync.shared.PthreadMutexTest"),
        kernel("sync.shared.PthreadMutexOwnerDeathTest"),
        kernel("sync.shared.RobustMutexWakeTest"),
        kernel("sync.shared.PthreadMutexInteropTest"),
        kernel("sync.shared.SharedPrimitivesTest"),
        kernel("sync.shared.SharedPrimitivesDamageTest"),
        kernel("sync.shared.KillStormTest"),
    };

    private static final Check[] REGION = {
        kernel("futex.region.SharedRegionTest"),
        kernel("futex.region.SharedRegionRaceTest"),
        kernel("futex.region.SharedRegionFuzzTest"),
        kernel("sync.shared.SharedPrimitivesTest"),
        kernel("sync.shared.SharedPrimitivesDamageTest"),
    };

    private SharedMutants() {}

    static List<Mutant> all() {
        MutantList mutex = new MutantList("pthread", "sync.shared.PthreadMutex", MUTEX);
        locking(mutex);
        MutantList state = new MutantList("pthread", "sync.shared.PthreadMutexState", MUTEX);
        state.mutant("other-kind-accepted", "A mutex of another kind is accepted.")
                .in("<init>")
                .by(jump(code(Opcodes.ISTORE), Jump.ALWAYS));
        MutantList robust = new MutantList("robust", "sync.shared.RobustMutex", MUTEX);
        robust(robust);
        MutantList pi = new MutantList("pi", "sync.shared.PiMutex", MUTEX);
        pi(pi);
        MutantList condition =
                new MutantList("robust-condition", "sync.shared.RobustCondition", MUTEX);
        condition(condition);
        MutantList list = new MutantList("robust-list", "futex.lowlevel.RobustList", MUTEX);
        robustList(list);
        MutantList held = new MutantList("held-nodes", "futex.lowlevel.HeldNodes", MUTEX);
        held.mutant("memory-let-go", "The memory of a held lock may be unmapped.")
                .in("add")
                .by(drop(code(Opcodes.AASTORE)));
        held.mutant("memory-kept", "The memory of an unlocked lock stays mapped.")
                .in("remove")
                .by(drop(code(Opcodes.AASTORE).number(2, 2)));
        held.mutant("more-than-the-kernel-sees", "A thread holds more locks than are given back.")
                .in("makeRoom")
                .by(jump(constant(2048), Jump.ALWAYS));
        MutantList region = new MutantList("region", "futex.region.SharedRegion", REGION);
        region(region);
        MutantList slots = new MutantList("region-slots", "futex.region.RegionSlots", REGION);
        slots(slots);
        MutantList header = new MutantList("region-header", "futex.region.RegionHeader", REGION);
        header(header);
        MutantList files = new MutantList("region-files", "futex.region.RegionFiles", REGION);
        files(files);
        return MutantList.join(
                mutex, state, robust, pi, condition, list, held, region, slots, header, files);
    }

    private static void locking(MutantList list) {
        list.mutant("death-not-told", "The next owner does not learn of a death.")
                .in("enter")
                .quick()
                .by(jump(call("RobustList.add"), Jump.NEGATED));
        list.mutant("not-listed", "A lock is not in its owner's list.")
                .in("enter")
                .quick()
                .by(drop(call("RobustList.add")));
        list.mutant(
                        "recovers-the-unusable",
                        "A mutex that is not recoverable becomes usable again.")
                .in("enter")
                .by(jump(constant(Integer.MAX_VALUE - 1), Jump.ALWAYS));
        list.mutant("keeps-the-unusable", "A mutex that is not recoverable stays locked.")
                .in("enter")
                .by(drop(call("release")));
        list.mutant("inconsistent-forgotten", "A mutex that was not repaired is usable again.")
                .in("unlock(Lorg")
                .quick()
                .by(replace(constant(Integer.MAX_VALUE - 1), 0));
        list.mutant("stays-listed", "An unlocked mutex stays in the list.")
                .in("unlock(Lorg")
                .by(drop(call("RobustList.remove")));
        list.mutant("not-named-to-kernel", "A lock that is being taken is not named to the kernel.")
                .in("attempt(Lorg")
                .quick()
                .by(drop(call("begin")));
        list.mutant("named-for-good", "A lock stays named to the kernel.")
                .in("attempt(Lorg")
                .by(drop(call("end").all(3)));
        list.mutant("users-not-counted", "A lock does not count its user.")
                .in("enter")
                .by(replace(constant(1L << 32), 0L));
        list.mutant("owner-after-release", "A thread clears the owner after the release.")
                .in("unlock(Lorg")
                .by(moveBehind(call("setExclusiveOwnerThread"), call("release")));
        list.mutant("unlock-by-anyone", "A thread unlocks a mutex that it does not hold.")
                .in("requireOwner(I")
                .by(body(null));
        list.mutant("consistent-without-death", "A mutex whose owner lives is marked consistent.")
                .in("markConsistent")
                .by(jump(call("owner"), Jump.ALWAYS));
        list.mutant("no-reserve", "A lock begins without the memory and stack that it needs.")
                .in("attempt(Z")
                .foundBy(kernel("sync.OverriddenInterruptStatusTest"))
                .by(replace(call("reserveToTake"), null));
        list.mutant("interrupted-before", "An interrupted thread locks interruptibly.")
                .in("lockInterruptibly")
                .by(replace(call("checkInterrupt"), null));
    }

    private static void robust(MutantList list) {
        list.mutant("unlock-without-wake", "An unlock wakes no thread.")
                .in("release")
                .quick()
                .by(replace(call("Futex.wake"), 0));
        list.mutant("others-forgotten", "A thread that has slept takes the mutex without WAITERS.")
                .in("contend")
                .quick()
                .by(replace(constant(Integer.MIN_VALUE).number(5, 6), 0));
        list.mutant("death-unseen", "The mutex of a dead owner is taken as if it were free.")
                .in("contend")
                .quick()
                .by(jump(constant(1 << 30), Jump.ALWAYS));
        list.mutant("takes-held", "A mutex that is held is taken.")
                .in("contend")
                .by(jump(constant((1 << 30) - 1).number(1, 2), Jump.NEVER));
        list.mutant("relock-unnoticed", "A thread waits for itself.")
                .in("contend")
                .by(jump(constant((1 << 30) - 1).number(2, 2), Jump.ALWAYS));
        list.mutant("unusable-waited-for", "A thread waits for a mutex that is not recoverable.")
                .in("contend")
                .by(replace(call("isNotRecoverable"), false));
        list.mutant("sleeps-unmarked", "A thread sleeps without WAITERS in the word.")
                .in("contend")
                .by(jump(constant(Integer.MIN_VALUE).number(3, 6), Jump.ALWAYS));
        list.mutant("sleeps-for-good", "A sleeper does not test the word again after a while.")
                .in("sleep")
                .quick()
                .by(replace(read("RECHECK_INTERVAL").all(2), 1L << 60));
        list.mutant("throws-with-wake", "A thread that throws out of its sleep wakes no thread.")
                .in("sleep")
                .by(replace(call("Futex.wake").all(2), 0));
        list.mutant("unusable-with-wake", "A thread that finds it unusable wakes no thread.")
                .in("contend")
                .by(replace(call("Futex.wake"), 0));
        list.mutant(
                        "gives-up-unmarked",
                        "A thread that was woken gives up without WAITERS in the word.")
                .in("contend")
                .foundBy(kernel("sync.shared.RobustMutexWakeTest"))
                .by(jump(call("IllegalMonitorStateException.<init>"), Jump.NEVER)); // keep == 0
        list.mutant("interrupt-ignored", "An interrupt does not end a wait.")
                .in("sleep")
                .by(replace(read("INTERRUPTED"), Edits.NULL));
        list.mutant("deadline-ignored", "A wait goes on beyond its deadline.")
                .in("sleep")
                .by(replace(read("TIMED_OUT"), Edits.NULL));
        list.mutant("slice-is-deadline", "The end of a slice counts as the deadline.")
                .in("sleep")
                .by(jump(read("INTERRUPTED"), Jump.ALWAYS));
    }

    private static void pi(MutantList list) {
        list.mutant("death-unseen", "The mutex of a dead owner is taken as if it were free.")
                .in("acquired")
                .quick()
                .by(replace(read("OWNER_DIED"), new EnumConstant(ATTEMPT, "LOCKED")));
        list.mutant("death-mark-stays", "The mark of a death stays in the word.")
                .in("acquired")
                .by(replace(constant(~(1 << 30)), -1));
        list.mutant("unlock-in-user-space", "An unlock does not ask the kernel for the next owner.")
                .in("release")
                .quick()
                .by(
                        replace(
                                call("PiFutex.unlock"),
                                new EnumConstant("org/furwock/futex/PiUnlockResult", "RELEASED")));
        list.mutant("relock-unnoticed", "A thread that locks again is not refused at once.")
                .in("contend")
                .equivalentBecause(
                        "the kernel finds the deadlock, and the exception is of the same type")
                .by(jump(constant((1 << 30) - 1), Jump.ALWAYS));
        list.mutant("interrupt-ignored", "An interrupt does not end a wait.")
                .in("lockInSlices")
                .by(replace(call("InterruptStatus.isSet"), false));
        list.mutant("slice-is-deadline", "The end of a slice counts as the deadline.")
                .in("lockInSlices")
                .by(jump(read("TIMED_OUT"), Jump.ALWAYS));
        list.mutant("unusable-waited-for", "A thread waits for a mutex that is not recoverable.")
                .in("contend")
                .by(replace(call("isNotRecoverable"), false));
        list.mutant("deadlock-is-failure", "A deadlock is reported as a failed try.")
                .in("outcome")
                .by(replace(call("PiLockResult.ordinal"), 1));
    }

    private static void condition(MutantList list) {
        list.mutant("reads-after-unlock", "A waiter reads the sequence after it has unlocked.")
                .in("waitOnce")
                .quick()
                .by(moveBehind(call("FutexWord.get"), call("unlockWithinReserve")));
        list.mutant("sequence-kept", "A signal leaves the sequence as it is.")
                .in("wake")
                .by(drop(call("getAndAdd")));
        list.mutant("signal-all-wakes-one", "A signal to all wakes one.")
                .in("signalAll")
                .by(replace(constant(Integer.MAX_VALUE), 1));
        list.mutant("comes-back-without", "A wait ends without the mutex.")
                .in("waitOnce")
                .by(drop(call("lockWithinReserve").all(2)));
        list.mutant("inconsistent-wait", "A wait makes a mutex under repair unusable.")
                .in("requireConsistentOwner")
                .by(replace(call("isInconsistent"), false));
        list.mutant("signal-by-anyone", "A thread signals without the mutex.")
                .in("wake")
                .by(Edits.replace(call("requireOwner"), 0));
    }

    private static void robustList(MutantList list) {
        list.mutant("next-not-set", "A node that was added leads nowhere.")
                .in("add")
                .by(drop(call("setNext")));
        list.mutant("previous-not-set", "The node behind a new one leads back past it.")
                .in("add")
                .by(drop(call("RobustList.setPrevious")));
        list.mutant("remove-skips-forth", "The node before a removed one still leads to it.")
                .in("remove")
                .by(drop(call("setNext")));
        list.mutant("remove-skips-back", "The node behind a removed one still leads back to it.")
                .in("remove")
                .by(drop(call("setPrevious")));
        list.mutant("damage-followed", "Pointers that another process overwrote are followed.")
                .in("requireLinked")
                .by(body(null));
        list.mutant("tag-lost", "A node of priority inheritance is not marked as one.")
                .inNested("Node", "<init>")
                .by(operate(code(Opcodes.LOR), Opcodes.LAND));
        list.mutant("begin-without-node", "The lock is not named to the kernel.")
                .in("begin")
                .by(replace(read("pointer"), 0L));
        list.mutant("virtual-owner", "A virtual thread owns a robust lock.")
                .in("<init>")
                .by(replace(call("isCurrentVirtual"), false));
    }

    private static void region(MutantList list) {
        list.mutant("closed-beneath-waiters", "A region is closed while threads wait in it.")
                .in("close")
                .quick()
                .by(replace(call("AtomicInteger.get"), 0));
        list.mutant("used-when-closed", "A closed region is used.")
                .in("requireOpen")
                .by(body(null));
        list.mutant("other-type-accepted", "A slot of another type is handed out.")
                .in("slot(Ljava/lang/String;Ljava/lang/String;ILjava/util/function/Consumer;")
                .by(replace(call("String.equals"), true));
        list.mutant("other-size-accepted", "A slot of another size is handed out.")
                .in("slot(Ljava/lang/String;Ljava/lang/String;ILjava/util/function/Consumer;")
                .by(jump(call("SharedRegionSlot.size").number(1, 2), Jump.ALWAYS));
        list.mutant("other-namespace-accepted", "Thread ids of another namespace count.")
                .in("requireSamePidNamespace")
                .by(body(null));
        list.mutant("deletes-successor", "A region deletes the file that took its place.")
                .in("unlink()V")
                .by(replace(call("isFile"), true));
        list.mutant("hidden-name", "A region's name may begin with a dot.")
                .in("named")
                .by(replace(call("startsWith"), false));
    }

    private static void slots(MutantList list) {
        list.mutant("added-twice", "Two processes add a slot of one name.")
                .in("findOrAdd")
                .by(replace(call("find").number(2, 2), Edits.NULL));
        list.mutant("published-by-look", "A failed publication counts as done.")
                .in("findOrAdd")
                .by(replace(call("compareAndSet"), true));
        list.mutant("published-before-data", "A slot is found before its data are written.")
                .in("initialize")
                .quick()
                .by(drop(call("accept")));
        list.mutant("old-slots-lost", "A new slot does not lead to the older ones.")
                .in("findOrAdd")
                .by(drop(call("putInt")));
        list.mutant("overlapping", "Two slots overlap.")
                .in("allocate")
                .by(replace(call("compareAndSet"), true));
        list.mutant("no-room-unseen", "A slot lies beyond the end of the file.")
                .in("allocate")
                .by(jump(code(Opcodes.LCMP), Jump.ALWAYS));
        list.mutant("circle-followed", "A list that is a circle is followed for ever.")
                .in("requireNotMore")
                .by(body(null));
        list.mutant("checksum-ignored", "A record that another process overwrote is trusted.")
                .in("read")
                .quick()
                .by(drop(call("require").number(2, 3)));
        list.mutant("place-unchecked", "A record may stand anywhere.")
                .in("requireRecord")
                .by(body(null));
        list.mutant("size-unchecked", "A slot may be longer than its file.")
                .in("read")
                .by(jump(code(Opcodes.ISUB).number(2, 4), Jump.ALWAYS));
        list.mutant("length-unchecked", "A name may have any length.")
                .in("text")
                .by(jump(constant(64), Jump.ALWAYS));
        list.mutant("gap-kept", "The space of a slot that was not needed is lost.")
                .in("findOrAdd")
                .foundBy(
                        kernel("futex.region.SharedRegionRaceTest"),
                        kernel("futex.region.SharedRegionTest"))
                .by(drop(call("giveBack")));
    }

    private static void header(MutantList list) {
        list.mutant("magic-ignored", "Any file is a region.")
                .in("read")
                .by(replace(call("hasMagic"), true));
        list.mutant("fields-ignored", "A header that does not match is accepted.")
                .in("require")
                .by(body(null));
        list.mutant("old-boot-accepted", "A region from before the last start is used.")
                .in("requireThisBoot")
                .by(body(null));
        list.mutant("size-unbounded", "A size beyond the limits is accepted.")
                .in("read")
                .by(jump(constant(4096L), Jump.NEVER));
        list.mutant("checksum-of-half", "The checksum covers a part of the header.")
                .in("checksum")
                .by(replace(constant(128), 64));
    }

    private static void files(MutantList list) {
        list.mutant("own-name-at-once", "A file gets its name before it is complete.")
                .in("create")
                .by(moveBefore(call("createLink"), call("writeFully").number(1, 2)));
        list.mutant("temporary-stays", "The file's first name stays.")
                .in("create")
                .by(drop(call("discard").all(2)));
        list.mutant("permissions-open", "A region has the permissions of its first name.")
                .in("create")
                .by(drop(call("setPosixFilePermissions")));
        list.mutant("other-owner-trusted", "A file of another user is opened.")
                .in("requireTrusted")
                .by(jump(call("user"), Jump.ALWAYS));
        list.mutant("link-followed", "A symbolic link is opened.")
                .in("requireTrusted")
                .by(replace(call("isSymbolicLink"), false));
        list.mutant("replaced-unnoticed", "A file that was replaced meanwhile is opened.")
                .in("open")
                .foundBy(
                        kernel("futex.region.SharedRegionRaceTest"),
                        kernel("futex.region.SharedRegionTest"))
                .by(replace(call("Objects.equals"), true));
        list.mutant("unlinks-anything", "A file that is no region is deleted.")
                .in("unlink")
                .by(replace(call("isRegion"), true));
    }
}
