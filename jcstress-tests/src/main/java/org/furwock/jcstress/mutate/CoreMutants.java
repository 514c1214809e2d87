package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.emulated;
import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.body;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.jumpIf;
import static org.furwock.jcstress.mutate.Edits.keepFirst;
import static org.furwock.jcstress.mutate.Edits.moveBefore;
import static org.furwock.jcstress.mutate.Edits.operate;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of the parking lot, of deadlines, and of what every operation on a word does. */
final class CoreMutants {

    private static final Check[] LOT = {
        emulated("futex.parking.ParkingLotTest"),
        emulated("futex.WaitOperationTest"),
        emulated("futex.WakeOperationTest"),
        emulated("futex.RequeueOperationTest"),
        emulated("futex.WaitAnyOperationTest"),
        emulated("futex.AwaitAsyncTest"),
        emulated("futex.InterruptHammerTest"),
        emulated("futex.VirtualThreadTest"),
        emulated("futex.VirtualThreadWaitTest"),
    };

    private CoreMutants() {}

    static List<Mutant> all() {
        MutantList lot = new MutantList("lot", "futex.parking.ParkingLot", LOT);
        parking(lot);
        MutantList bucket = new MutantList("bucket", "futex.parking.Bucket", LOT);
        bucket(bucket);
        MutantList parked = new MutantList("parked", "futex.parking.ParkedThread", LOT);
        parked(parked);
        MutantList deadline =
                new MutantList("deadline", "futex.Deadline", kernel("futex.DeadlineTest"));
        deadline(deadline);
        MutantList futex =
                new MutantList(
                        "futex",
                        "futex.Futex",
                        kernel("futex.region.SharedRegionTest"),
                        kernel("futex.OutOfMemoryTest"));
        futex(futex);
        MutantList waits =
                new MutantList(
                        "waits",
                        "futex.Waits",
                        kernel("futex.InterruptTest"),
                        kernel("futex.WaitingTest"),
                        kernel("futex.WaitEventTest"),
                        kernel("futex.region.SharedRegionTest"),
                        kernel("futex.OutOfMemoryTest"));
        waits(waits);
        MutantList checks = new MutantList("checks", "futex.Checks", kernel("futex.BadInputTest"));
        checks(checks);
        MutantList options =
                new MutantList("options", "futex.WaitOptions", kernel("futex.BadInputTest"));
        options(options);
        MutantList word = new MutantList("word", "futex.FutexWord", kernel("futex.FutexWordTest"));
        word(word);
        MutantList op =
                new MutantList("wake-op", "futex.WakeOp", kernel("futex.WakeOpOperationTest"));
        op(op);
        MutantList slab = new MutantList("slab", "futex.linux.Slab", kernel("futex.FutexWordTest"));
        slab(slab);
        return MutantList.join(
                lot, bucket, parked, deadline, futex, waits, checks, options, word, op, slab);
    }

    private static void parking(MutantList list) {
        list.mutant("queues-without-look", "A waiter queues without a test of the word.")
                .in("enter(Lorg")
                .quick()
                .by(replace(call("IntPredicate.test"), true));
        list.mutant("looks-before-announcing", "A waiter looks at the word, then announces itself.")
                .in("enter(Lorg")
                .quick()
                .by(moveBefore(call("announce"), call("append")));
        list.mutant("announcement-stays", "A waiter that need not wait stays announced.")
                .in("enter(Lorg")
                .by(replace(call("withdraw").all(2), null));
        list.mutant("stays-queued", "A waiter that gives up stays in its queue.")
                .in("park")
                .by(drop(call("giveUp").all(2)));
        list.mutant(
                        "wake-hidden-by-interrupt",
                        "A waiter reports its interrupt though it was woken.")
                .in("park")
                .quick()
                .by(jump(call("outcome").number(3, 4), Jump.ALWAYS));
        list.mutant("enters-partly", "A waiter at several words stays queued if one has changed.")
                .in("enter([J")
                .by(drop(call("giveUp").all(2)));
        list.mutant("wake-lost-on-the-gone", "A waiter that has given up consumes a wake.")
                .inNested("Woken", "take")
                .quick()
                .by(replace(call("wake"), true));
        list.mutant("bits-ignored", "A wake reaches waiters with other bits.")
                .inNested("Woken", "take")
                .by(operate(code(Opcodes.IAND), Opcodes.IOR));
        list.mutant("keys-ignored", "A wake reaches waiters at other words.")
                .inNested("Woken", "take")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
        list.mutant("wakes-one-more", "A wake wakes one more than it may.")
                .inNested("Woken", "take")
                .by(jumpIf(code(Opcodes.ILOAD).number(1, 3), Opcodes.IF_ICMPGT));
        list.mutant("refused-wake-lost", "A wake that its receiver refuses is lost.")
                .in("unpark")
                .quick()
                .by(replace(read("refused"), 0));
        list.mutant(
                        "refused-requeue-lost",
                        "A wake by a requeue that its receiver refuses is lost.")
                .in("requeue")
                .by(replace(read("refused").number(1, 2), 0));
        list.mutant("moves-the-gone", "A requeue counts waiters that have given up.")
                .in("move")
                .by(replace(call("isWaiting"), true));
        list.mutant("move-keeps-key", "A waiter that is moved still gets wakes of its old word.")
                .in("move")
                .quick()
                .by(drop(write("key")));
        list.mutant("moves-all", "A requeue moves more than it may.")
                .in("move")
                .by(jump(code(Opcodes.ILOAD).number(2, 3), Jump.NEVER));
        list.mutant("condition-unheeded", "A requeue goes on though the word has changed.")
                .in("requeue")
                .by(replace(call("equals"), false));
        list.mutant("counts-the-gone", "Waiters that have given up count as asleep.")
                .in("waiters")
                .by(replace(call("isWaiting"), true));
        list.mutant("locks-in-any-order", "Two requeues lock two queues in opposite orders.")
                .in("requeue")
                .by(jump(read("order").number(2, 2), Jump.NEVER));
    }

    private static void bucket(MutantList list) {
        list.mutant("not-announced", "A waiter does not announce itself.")
                .in("announce")
                .by(body(null));
        list.mutant("move-nowhere", "A waiter that is moved is for a moment in no queue.")
                .in("moveTo")
                .quick()
                .by(moveBefore(call("withdraw"), call("announce")));
        list.mutant("move-keeps-count", "A queue counts waiters that were moved away.")
                .in("moveTo")
                .by(drop(call("withdraw")));
        list.mutant("removed-still-there", "An entry that was taken out names its queue.")
                .in("remove")
                .by(drop(write("bucket")));
        list.mutant("moved-still-there", "An entry that was moved names its old queue.")
                .in("link")
                .by(drop(write("bucket")));
        list.mutant("last-in-first-out", "The newest waiter is woken first.")
                .in("first")
                .by(Edits.readInstead(read("head"), "tail"));
        list.mutant("tail-not-moved", "A queue keeps the end that was taken out.")
                .in("unlink")
                .by(drop(write("tail")));
        list.mutant("back-link-kept", "A waiter's successor names it after it has gone.")
                .in("unlink")
                .by(drop(write("previous")));
    }

    private static void parked(MutantList list) {
        list.mutant("interrupt-lost", "An interrupt during an uninterruptible sleep is lost.")
                .in("sleep")
                .by(drop(call("Thread.interrupt")));
        list.mutant("interrupt-ignored", "An interrupt does not end an interruptible sleep.")
                .in("sleep")
                .by(replace(call("InterruptStatus.isSet"), false));
        list.mutant(
                        "interrupted-sleep-spins",
                        "A set interrupt status makes every park return at once.")
                .in("sleep")
                .foundBy(emulated("futex.parking.ParkedThreadTest"))
                .by(replace(call("interrupted"), false));
        list.mutant("early", "A sleep ends before its deadline.")
                .in("sleep")
                .by(replace(call("isOver"), true));
        list.mutant("not-resumed", "A wake does not unpark.")
                .in("resume")
                .by(replace(call("unpark"), null));
    }

    private static void deadline(MutantList list) {
        list.mutant("overflows", "A time past 292 years is in the past.")
                .in("nanoTimeAfter")
                .quick()
                .by(jump(code(Opcodes.LCMP), Jump.ALWAYS));
        list.mutant("longest-duration-overflows", "A duration past 292 years is an error.")
                .in("after")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
        list.mutant(
                        "last-second-overflows",
                        "A duration in the last second of 292 years is an error.")
                .in("after")
                .quick()
                .by(replace(constant(9_223_372_036L), 9_223_372_037L));
        list.mutant(
                        "last-instant-overflows",
                        "An instant in the last second of 292 years is in the past.")
                .in("at")
                .quick()
                .by(replace(constant(9_223_372_036L), 9_223_372_037L));
        list.mutant("instant-overflows", "An instant past 292 years is in the past.")
                .in("at")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
        list.mutant("negative-is-late", "A negative number is far in the future.")
                .in("nanoTimeAfter")
                .by(keepFirst(call("max")));
        list.mutant("negative-duration-passes", "A negative duration is no error.")
                .in("after")
                .by(replace(call("isNegative"), false));
        list.mutant("before-1970-passes", "An instant before 1970 is no error.")
                .in("at")
                .by(replace(call("isBefore"), false));
        list.mutant("never-is-a-time", "The deadline that never comes is treated like any other.")
                .in("atNanoTime")
                .by(jump(code(Opcodes.LCMP), Jump.ALWAYS));
        list.mutant("now-is-later", "A try waits.")
                .in("ofTimeout")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
        list.mutant(
                        "wall-clock-is-monotonic",
                        "The remaining time is computed with the wrong clock.")
                .in("remainingNanos")
                .by(replace(call("isRealtime"), false));
        list.mutant("never-is-over", "The deadline that never comes can pass.")
                .in("isOver")
                .by(body(true));
        list.mutant("wrong-clock", "A deadline does not say that it is on the wall clock.")
                .in("isRealtime")
                .foundBy(kernel("futex.WaitOperationTest"))
                .by(body(false));
    }

    private static void futex(MutantList list) {
        list.mutant("wake-given-up", "A wake that finds no memory is left out.")
                .in("wakeSurely")
                .foundBy(kernel("futex.OutOfMemoryTest"))
                .by(body(0));
        list.mutant("async-not-counted", "A region may be closed while a future waits in it.")
                .in("awaitAsync")
                .by(drop(call("beginWait")));
    }

    private static void waits(MutantList list) {
        list.mutant("interrupted-before", "An interrupted thread goes to sleep.")
                .in("await(")
                .by(replace(call("InterruptStatus.isSet"), false));
        list.mutant("blocker-not-published", "A sleeper names no blocker.")
                .in("await(")
                .by(replace(call("setCurrentBlocker").number(1, 3), null));
        list.mutant("blocker-stays", "A thread names a blocker after its sleep.")
                .in("await(")
                .by(replace(call("setCurrentBlocker").number(2, 3), null));
        list.mutant("wait-not-counted", "A region may be closed while a thread waits in it.")
                .in("await(")
                .by(drop(call("beginWait")));
        list.mutant("wait-counted-for-good", "A region cannot be closed after a wait.")
                .in("await(")
                .by(drop(call("endWait").all(2)));
    }

    private static void checks(MutantList list) {
        list.mutant("misaligned", "A word may stand at any address.")
                .in("requireAligned")
                .foundBy(kernel("futex.FutexWordTest"))
                .by(body(null));
        list.mutant("beyond-the-end", "A word may stand at the end of its buffer.")
                .in("requireWord")
                .foundBy(kernel("futex.FutexWordTest"))
                .by(operate(code(Opcodes.ISUB), Opcodes.IADD));
        list.mutant("read-only", "A word may stand in a read-only buffer.")
                .in("requireWord")
                .foundBy(kernel("futex.FutexWordTest"))
                .by(replace(call("isReadOnly"), false));
        list.mutant("no-count", "A count below one reaches the kernel, which wakes one.")
                .in("requireCount")
                .by(body(null));
        list.mutant("scopes-mixed", "A requeue goes from one scope to the other.")
                .in("requireSameScope")
                .by(jump(call("scope").number(2, 2), Jump.ALWAYS));
        list.mutant("requeue-negative", "A negative number is requeued.")
                .in("requireRequeue")
                .by(drop(call("requireSameScope")));
        list.mutant("no-timeout", "A negative time-out reaches the kernel.")
                .in("requireTimeout")
                .by(body(null));
        list.mutant("bits-at-many", "A wait for several words ignores its bitset.")
                .in("requireNoBitset")
                .by(body(null));
    }

    private static void options(MutantList list) {
        list.mutant("no-bits", "A bitset of 0 reaches the kernel.")
                .in("requireBits")
                .by(jump(code(Opcodes.ILOAD).number(1, 2), Jump.ALWAYS));
    }

    private static void word(MutantList list) {
        list.mutant("turn-not-taken", "Kernel and lot do not alternate.")
                .in("takeTurn")
                .foundBy(kernel("futex.VirtualThreadTest"))
                .by(drop(write("lotFirst")));
        list.mutant("adjacent-in-one", "Adjacent words are one word.")
                .in("allocateAdjacent")
                .by(operate(code(Opcodes.IMUL).number(2, 2), Opcodes.ISHR));
        list.mutant("caller-moves-limit", "The caller's limit is the word's.")
                .in("over")
                .by(keepReceiver(call("duplicate")));
    }

    /** Leaves out a call that returns an object of its receiver's type. */
    private static Edit keepReceiver(Place call) {
        return (owner, method) -> method.instructions.remove(call.findOne(method));
    }

    private static void op(MutantList list) {
        list.mutant("argument-unsigned", "A negative argument is cut off at the sign.")
                .in("<init>")
                .by(replace(constant(4095).number(1, 2), 2047));
        list.mutant("shift-not-flagged", "A shift is encoded as a plain number.")
                .in("ofShift")
                .by(replace(constant(8), 0));
        list.mutant("andn-is-and", "ANDN keeps the bits that it should clear.")
                .inNested("Operation$4", "apply")
                .by(operate(code(Opcodes.IXOR), Opcodes.IADD));
        list.mutant("out-of-range", "An argument that has no room in 12 bits is cut.")
                .in("checked")
                .by(jump(constant(-2048), Jump.NEVER));
    }

    private static void slab(MutantList list) {
        list.mutant("overlapping", "Two words have the same address.")
                .in("carve")
                .by(replace(call("getAndAdd"), 0));
        list.mutant("beyond-the-end", "A word lies beyond its slab.")
                .in("carve")
                .by(jumpIf(code(Opcodes.IADD).number(2, 2), Opcodes.IF_ICMPLT));
        list.mutant("not-in-lines", "Two words share a cache line.")
                .in("carve")
                .by(replace(constant(-64), -4));
    }
}
