package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.keepFirst;
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

/** Flaws of the kernel's engine: the kernel beside the lot, the reactor, the sleep of a thread. */
final class EngineMutants {

    private static final int INTERRUPTED_AND_WOKEN = -10_001;

    private EngineMutants() {}

    static List<Mutant> all() {
        MutantList engine =
                new MutantList(
                        "engine",
                        "futex.KernelEngine",
                        kernel("futex.VirtualThreadTest"),
                        kernel("futex.VirtualThreadWaitTest"),
                        kernel("futex.RequeueOperationTest"),
                        kernel("futex.WakeOperationTest"),
                        kernel("futex.WaitOperationTest"),
                        kernel("futex.WakeOpOperationTest"),
                        kernel("futex.WaitAnyOperationTest"),
                        kernel("futex.SharedMappingTest"),
                        kernel("futex.BadInputTest"),
                        kernel("futex.InterruptTest"));
        engine(engine);
        MutantList pi =
                new MutantList("kernel-pi", "futex.KernelPi", kernel("futex.PiOperationTest"));
        pi(pi);
        MutantList reactor =
                new MutantList(
                        "reactor",
                        "futex.Reactor",
                        kernel("futex.ReactorTest"),
                        kernel("futex.AwaitAsyncTest"),
                        kernel("futex.VirtualThreadTest"),
                        kernel("futex.VirtualThreadWaitTest"),
                        kernel("futex.EngineLossTest"),
                        kernel("futex.WaitAnyOperationTest"));
        reactor(reactor);
        MutantList loop =
                new MutantList(
                        "reactor-loop",
                        "futex.ReactorLoop",
                        kernel("futex.ReactorTest"),
                        kernel("futex.AwaitAsyncTest"),
                        kernel("futex.VirtualThreadTest"),
                        kernel("futex.VirtualThreadWaitTest"),
                        kernel("futex.EngineLossTest"),
                        kernel("futex.WaitAnyOperationTest"));
        loop(loop);
        MutantList sleeper =
                new MutantList(
                        "sleeper",
                        "futex.linux.Sleeper",
                        kernel("futex.InterruptTest"),
                        kernel("futex.WaitOperationTest"),
                        kernel("futex.WaitAnyOperationTest"),
                        kernel("futex.BitsetOperationTest"),
                        kernel("futex.InterruptHammerTest"),
                        kernel("futex.EngineLossTest"),
                        kernel("futex.VirtualThreadTest"),
                        kernel("futex.VirtualThreadWaitTest"));
        sleeper(sleeper);
        MutantList once =
                new MutantList(
                        "lazy",
                        "futex.linux.Once",
                        kernel("futex.linux.OnceTest"),
                        kernel("locks.LockInTransformerTest"));
        once(once);
        return MutantList.join(engine, pi, reactor, loop, sleeper, once);
    }

    private static void engine(MutantList list) {
        list.mutant("lot-not-woken", "A wake that the kernel takes first does not reach the lot.")
                .in("wake")
                .quick()
                .by(replace(call("Parking.wake").number(2, 2), 0));
        list.mutant(
                        "kernel-not-woken",
                        "A wake that the lot takes first does not reach the kernel.")
                .in("wake")
                .by(replace(call("kernelWake").number(2, 3), 0));
        list.mutant(
                        "wakes-one-more",
                        "A wake that the lot has answered in full wakes one in the kernel.")
                .in("wake")
                .by(jump(code(Opcodes.ISTORE).number(1, 2), Jump.ALWAYS));
        list.mutant("lot-overlooked", "A wake never looks at the lot.")
                .in("wake")
                .by(replace(call("isVacant"), true));
        list.mutant("virtual-in-kernel", "A virtual thread sleeps in the kernel.")
                .in("await(")
                .by(replace(call("KernelSleep.isUsed"), true));
        list.mutant("deadline-dropped", "A sleep with a deadline is one without.")
                .in("awaitInKernel")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
        list.mutant("bits-dropped", "A sleep with bits is one without.")
                .in("awaitInKernel")
                .by(jump(constant(-1), Jump.NEVER));
        list.mutant("used-up-wake-kept", "A wake that an interrupt used up is not passed on.")
                .in("passOnIfWoken")
                .quick()
                .by(jump(constant(INTERRUPTED_AND_WOKEN), Jump.ALWAYS));
        list.mutant("interrupt-is-a-wake", "A sleep that an interrupt ended is reported as woken.")
                .in("waitResult")
                .quick()
                .by(replace(read("INTERRUPTED"), ConditionMutants.WOKEN));
        list.mutant("spurious-is-a-wake", "A sleep that nothing ended is reported as woken.")
                .in("waitResult")
                .by(replace(read("SPURIOUS"), ConditionMutants.WOKEN));
        list.mutant("requeue-ignores-lot", "A requeue moves only sleepers in the kernel.")
                .in("requeue(Lorg/furwock/futex/FutexWord;Lorg/furwock/futex/FutexWord;IIZI")
                .by(replace(call("isVacant"), true));
        list.mutant("requeue-lot-only", "A requeue moves only sleepers in the lot.")
                .in("requeueLotFirst")
                .by(replace(call("kernelRequeue"), 0));
        list.mutant("requeue-unconditional", "A requeue by the lot does not compare.")
                .in("lambda$requeueLotFirst$")
                .by(jump(call("get"), Jump.ALWAYS));
        list.mutant("requeue-miscounts", "Sleepers that were woken count as moved, too.")
                .in("requeued")
                .by(keepFirst(call("min")));
        list.mutant(
                        "latecomers-sleep",
                        "A thread that comes during a wake-op sleeps on the old value.")
                .in("wakeOp")
                .foundBy(kernel("futex.VirtualThreadTest"))
                .by(replace(call("wakeLatecomers"), null));
        list.mutant("wake-op-ignores-lot", "A wake-op looks at the first word's lot only.")
                .in("wakeOp")
                .by(replace(call("isVacant").number(2, 2), true));
        list.mutant("unmapped-is-silent", "An operation on unmapped memory reports nothing.")
                .in("requireMapped")
                .by(replace(call("isForeign"), false));
        list.mutant("sleepers-of-lot-uncounted", "Sleepers in the lot do not count.")
                .in("sleepers")
                .by(replace(call("Parking.sleepers"), 0));
    }

    private static void pi(MutantList list) {
        list.mutant("pi-not-retried", "A lock with priority inheritance fails spuriously.")
                .in("lock")
                .by(jump(constant(-11), Jump.NEVER));
        list.mutant("pi-owner-dead-is-owned", "A dead owner is reported as success.")
                .in("result")
                .by(replace(read("OWNER_DIED"), acquired()));
        list.mutant("pi-deadlock-is-timeout", "A deadlock is reported as a time-out.")
                .in("result")
                .by(replace(read("DEADLOCK"), pi("TIMED_OUT")));
        list.mutant("pi-virtual", "A virtual thread owns a kernel lock.")
                .in("requireKernelThread")
                .by(Edits.body(null));
        list.mutant("pi-unlock-by-anyone", "An unlock by another thread is reported as done.")
                .in("unlock")
                .by(
                        replace(
                                read("NOT_OWNER"),
                                new Edits.EnumConstant(
                                        "org/furwock/futex/PiUnlockResult", "RELEASED")));
    }

    private static Edits.EnumConstant acquired() {
        return pi("ACQUIRED");
    }

    private static Edits.EnumConstant pi(String name) {
        return new Edits.EnumConstant("org/furwock/futex/PiLockResult", name);
    }

    private static void reactor(MutantList list) {
        list.mutant("wake-for-the-gone-kept", "A wake for a waiter that has given up is swallowed.")
                .in("settle")
                .quick()
                .by(replace(call("passOn"), null));
        list.mutant(
                        "passed-on-to-kernel-only",
                        "A wake that is passed on misses loops that are awake.")
                .in("passOn")
                .by(replace(call("tellLoops"), null));
        list.mutant(
                        "waits-on-at-one",
                        "A thread that is woken at one of its words waits at the others.")
                .in("awaitAny")
                .by(replace(call("forEach").all(2), null));
        list.mutant("wrong-word", "A wait for several words reports the wrong one.")
                .inNested("OneOf", "resume")
                .by(replace(read("index"), 0));
        list.mutant("error-swallowed", "A future whose memory was unmapped never completes.")
                .inNested("FutureWaiter", "resume")
                .by(jump(constant(16).number(1, 2), Jump.ALWAYS));
        list.mutant("delegate-stays", "The thread of a waiter that has given up sleeps on.")
                .in("cancel")
                .by(replace(call("Thread.interrupt"), null));
        list.mutant("slice-ends-future", "The end of a slice ends a future.")
                .in("sleepFor")
                .by(replace(call("isWaiting"), false));
        list.mutant("ends-with-waiters", "An idle loop ends although a waiter has come.")
                .in("retire")
                .by(replace(call("isVacant"), true));
        list.mutant("ended-loop-stays", "A loop that has ended is offered waiters.")
                .in("retire")
                .by(replace(call("List.remove"), false));
    }

    private static void loop(MutantList list) {
        list.mutant(
                        "one-word-only",
                        "Of several woken words, the reactor reports the last one only.")
                .in("afterSleep")
                .quick()
                .by(Edits.returnBehind(call("settle").number(1, 2)));
        list.mutant("change-not-told", "A waiter whose word has changed sleeps on.")
                .in("afterSleep")
                .by(replace(call("hasChanged"), false));
        list.mutant("ticket-after-look", "A loop looks at its set, then reads the control word.")
                .in("run")
                .quick()
                .by(moveBehind(call("FutexWord.get"), call("occupied")));
        list.mutant("not-poked", "A loop is not notified of a new waiter.")
                .in("offer")
                .quick()
                .by(replace(call("poke"), null));
        list.mutant("poke-without-change", "A poke wakes a loop and changes no control word.")
                .in("poke")
                .by(drop(call("getAndAdd")));
        list.mutant("cancel-not-poked", "A loop sleeps on for a waiter that has given up.")
                .inNested("Seat", "cancel")
                .by(replace(call("poke"), null));
        list.mutant("over-full", "A loop takes more words than the kernel does.")
                .in("offer")
                .by(replace(constant(127), 1270));
        list.mutant("never-ends", "A loop without waiters stays for ever.")
                .in("isOver")
                .by(Edits.body(false));
        list.mutant("lost-waitv-unanswered", "Waiters stay in a loop that may not sleep any more.")
                .in("dismiss")
                .by(replace(call("letAllLookAgain"), null));
    }

    private static void sleeper(MutantList list) {
        list.mutant("not-armed", "A thread sleeps and no interrupt calls back.")
                .in("awaitVector")
                .quick()
                .by(replace(call("arm"), null));
        list.mutant("armed-before-word", "The callback is in place before the word is ARMED.")
                .in("awaitVector")
                .by(moveBehind(call("VarHandle.setVolatile"), call("arm")));
        list.mutant("not-disarmed", "The callback stays after the sleep.")
                .in("awaitVector")
                .foundBy(kernel("locks.RedeployTest"))
                .by(replace(call("disarm").all(2), null));
        list.mutant(
                        "interrupt-swallows-wake",
                        "A wake beside an interrupt is reported as the interrupt.")
                .in("awaitVector")
                .quick()
                .by(jump(call("getAndSet"), Jump.ALWAYS));
        list.mutant("index-of-interrupt-word", "The index counts the interrupt word.")
                .in("awaitInterruptibly")
                .by(replace(constant(1).number(2, 2), 0));
        list.mutant("no-second-look", "A thread sleeps without a second test of its status.")
                .in("beginRewakeable")
                .quick()
                .by(replace(call("InterruptStatus.isSet"), false));
        list.mutant(
                        "no-odd-generation",
                        "An interrupter does not see that a thread is about to sleep.")
                .in("beginRewakeable")
                .by(drop(call("step").number(1, 2)));
        list.mutant("never-even-again", "An interrupter wakes a thread that no longer sleeps.")
                .in("endRewakeable")
                .by(drop(call("step")));
        list.mutant("rewake-not-noted", "A wake that an interrupter consumed is not reported.")
                .in("wakeUntilMoved")
                .quick()
                .by(drop(write("rewoken")));
        list.mutant("not-rewoken", "An interrupter does not wake a thread that is about to sleep.")
                .in("wakeUntilMoved")
                .by(jump(code(Opcodes.LCMP).number(1, 2), Jump.NEGATED));
        list.mutant("callback-wakes-nobody", "The callback changes the word and wakes no thread.")
                .in("wakeup")
                .by(replace(call("wakeAll"), null));
        list.mutant("negative-time", "A deadline long ago reaches the kernel, which refuses it.")
                .in("writeTimespec")
                .by(keepFirst(call("max")));
        list.mutant("nanos-and-seconds", "The seconds of a time are left out.")
                .in("writeTimespec")
                .by(drop(call("putLong").number(1, 2)));
        list.mutant("slice-beyond-deadline", "A slice goes beyond the deadline.")
                .in("sliceEnd")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
        list.mutant("refusal-not-kept", "A refused futex_waitv is tried again for ever.")
                .in("sleepInVector")
                .by(replace(call("loseWaitv"), null));
        list.mutant("wrong-clock", "A sleep on either clock is on the wall clock.")
                .in("sleepInVector")
                .by(jump(call("writeTimespec"), Jump.NEVER));
        list.mutant("private-is-shared", "A wake for an interrupt looks at the wrong scope.")
                .in("wakeAll")
                .by(replace(constant(128), 0));
    }

    private static void once(MutantList list) {
        list.mutant("made-twice", "A value is made again by a thread that waited for it.")
                .in("makeAndUnlock")
                .by(jump(code(Opcodes.IFNONNULL), Jump.NEVER));
        list.mutant("kept-locked", "A maker that throws blocks all other threads.")
                .in("makeAndUnlock")
                .by(drop(call("unlock").all(2)));
        list.mutant("waits-for-itself", "A maker that needs its value waits for itself.")
                .in("get")
                .by(replace(call("isMakingHere"), false));
        list.mutant("try-waits", "A read that must not wait waits.")
                .in("tryGet")
                .by(replace(call("tryLock"), true));
        list.mutant("made-in-a-transformer", "A class transformer starts the engine.")
                .in("tryGet")
                .by(replace(call("isInTransformer"), false));
    }
}
