package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.emulated;
import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.NULL;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.constant;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;

/** Flaws of the emulated engine, and of what all engines stand on. */
final class EmulationMutants {

    private EmulationMutants() {}

    static List<Mutant> all() {
        MutantList engine =
                new MutantList(
                        "emulated",
                        "futex.EmulatedEngine",
                        emulated("futex.RequeueOperationTest"),
                        emulated("futex.WakeOpOperationTest"),
                        kernel("futex.VirtualThreadTest"));
        engine.mutant("requeue-unconditional", "A requeue goes on though the word has changed.")
                .in("lambda$cmpRequeue$")
                .by(jump(call("get"), Jump.NEVER));
        engine.mutant("wake-op-by-look", "A wake-op that loses a race changes nothing.")
                .in("stepwiseWakeOp")
                .by(replace(call("compareAndSet"), true));
        MutantList parking =
                new MutantList(
                        "parking",
                        "futex.Parking",
                        kernel("futex.AwaitAsyncTest"),
                        emulated("futex.AwaitAsyncTest"),
                        kernel("futex.AllocationTest"));
        parking.mutant("cancelled-future-stays", "A future that was cancelled stays in its queue.")
                .in("awaitAsync")
                .by(replace(call("whenComplete"), NULL));
        MutantList kernel =
                new MutantList(
                        "engine",
                        "futex.KernelEngine",
                        kernel("futex.VirtualThreadTest"),
                        kernel("futex.VirtualThreadWaitTest"));
        kernel.mutant("shared-in-lot", "A virtual thread waits for a shared word in the lot.")
                .in("awaitParked")
                .foundBy(kernel("futex.SharedMappingTest"))
                .by(replace(call("isShared"), false));
        MutantList waits =
                new MutantList(
                        "waits",
                        "futex.Waits",
                        kernel("futex.WaitAnyOperationTest"),
                        kernel("futex.InterruptTest"),
                        kernel("futex.region.SharedRegionTest"));
        waits.mutant("any-not-counted", "A region may be closed while a thread waits for several.")
                .in("awaitAny(")
                .by(drop(call("beginWait")));
        waits.mutant("any-interrupted-before", "An interrupted thread waits for several words.")
                .in("awaitAny(")
                .by(replace(call("isSet"), false));
        MutantList nap = new MutantList("nap", "futex.ShortNap", kernel("futex.OutOfMemoryTest"));
        nap.mutant("interrupt-unseen", "An interrupt does not end a wait that lacks memory.")
                .in("insteadOfWait")
                .equivalentBecause(
                        "such a wait ends as spurious, and the next one looks at the status first")
                .by(replace(call("isSet"), false));
        return MutantList.join(
                engine, parking, kernel, waits, nap, threads(), status(), callback());
    }

    private static MutantList threads() {
        MutantList list =
                new MutantList(
                        "per-thread",
                        "futex.lowlevel.PerThread",
                        kernel("futex.lowlevel.PerThreadTest"));
        list.mutant("not-held", "The value of a living thread is collected.")
                .in("make")
                .by(replace(call("Set.add"), false));
        list.mutant(
                        "blocker-lost",
                        "A thread that parks while it makes its value loses its blocker.")
                .in("make")
                .by(replace(call("LockSupport.setCurrentBlocker").all(2), null));
        return list;
    }

    private static MutantList status() {
        MutantList list =
                new MutantList(
                        "status",
                        "futex.lowlevel.InterruptStatus",
                        kernel("sync.OverriddenInterruptStatusTest"));
        list.mutant("not-restored", "A look at an overridden interrupt status clears it.")
                .in("isSet")
                .by(replace(call("Thread.interrupt"), null));
        return list;
    }

    private static MutantList callback() {
        MutantList list =
                new MutantList(
                        "callback",
                        "futex.linux.InterruptCallback",
                        kernel("futex.linux.InterruptCallbackTest"));
        list.mutant("trusts-21.0.4", "A JDK that may lose a callback is trusted.")
                .in("mayMiss")
                .by(replace(constant(5), 4));
        return list;
    }
}
