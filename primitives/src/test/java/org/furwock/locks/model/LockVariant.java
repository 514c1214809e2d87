package org.furwock.locks.model;

import java.util.ArrayList;
import java.util.List;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.model.Variant;
import org.furwock.waiting.Backoff;
import org.furwock.waiting.PredicateQueue;
import org.furwock.waiting.WaitPolicy;

/**
 * Copies of the drop-in locks that the model checker can run. The replaced text concerns only time
 * and sleep, which the checker does not have, and the numbers of {@link WaitPolicy}, since the
 * locks must be right for any of their values. Each replacement has its reason beside it.
 */
final class LockVariant {

    static { // before the classes below are initialized
        // The checker's memory is sequentially consistent, so the two modes of a release are the
        // same for it; this one needs no system call.
        System.setProperty("furwock.release", "exchange");
    }

    static final Class<?> QUEUE = named("WaitQueue");
    static final Class<?> WAITER = named("Waiter");
    static final Class<?> LOCK = named("QueuedLock");
    static final Class<?> OWNED = named("OwnedLock");
    static final Class<?> CONDITION = named("QueuedCondition");
    static final Class<?> STATE = named("ReadWriteState");
    static final Class<?> READERS = named("ReadSync");
    static final Class<?> WRITERS = named("ReadWriteSync");

    /** The reentrant lock, and how threads wait for a predicate under it. */
    private static final List<Class<?>> LOCKS =
            List.of(FutexReentrantLock.class, named("PredicateWait"), PredicateQueue.class);

    private static final Class<?> PARKER = named("ThreadParker");
    private static final Class<?> SLOTS = named("ReaderSlots");
    private static final Class<?> POLICY = named("ReadModePolicy");

    private LockVariant() {}

    private static Class<?> named(String name) {
        return Variant.named("org.furwock.locks." + name);
    }

    /** The reentrant lock and its condition; a first waiter sleeps, without timed back-off. */
    static Variant lock(Class<?> scenarios) {
        return withoutNaps(base(LOCKS, scenarios));
    }

    /** As {@link #lock}; a first waiter that has lost the lock uses timed back-off. */
    static Variant nappingLock(Class<?> scenarios) {
        return base(LOCKS, scenarios);
    }

    /** As {@link #lock}; a first waiter requests a hand-over whenever it is about to sleep. */
    static Variant handingLock(Class<?> scenarios) {
        return withHandOver(lock(scenarios));
    }

    /** As {@link #lock}, for scenarios that make waiters themselves. */
    static Variant steps(Class<?> scenarios) {
        // The main thread makes several waiters, and each has a parker of its own.
        return lock(scenarios)
                .changing(PARKER, "return CURRENT.get();", "return new ThreadParker();");
    }

    /** How the read-write lock of a variant chooses the mode of its readers. */
    enum Mode {
        /** Readers use the count only. */
        COUNTED("Integer.MAX_VALUE", "Integer.MAX_VALUE", "Integer.MAX_VALUE"),

        /** Readers change COUNTED to FENCED at once, and a writer keeps that. */
        FENCED("0", "0", "Integer.MAX_VALUE"),

        /** Readers change COUNTED to FENCED and then to UNFENCED at once; a writer, to FENCED. */
        UNFENCED("0", "0", "Integer.MAX_VALUE"),

        /** As UNFENCED, but a writer changes to COUNTED. */
        CHANGING("0", "Integer.MAX_VALUE", "Integer.MAX_VALUE"),

        /** As COUNTED; a first waiter requests a hand-over whenever it is about to sleep. */
        HANDING("Integer.MAX_VALUE", "Integer.MAX_VALUE", "Integer.MAX_VALUE");

        private final String assumeSlotsPay;
        private final String slotsPay;
        private final String fencesPay;

        Mode(String assumeSlotsPay, String slotsPay, String fencesPay) {
            this.assumeSlotsPay = assumeSlotsPay;
            this.slotsPay = slotsPay;
            this.fencesPay = fencesPay;
        }
    }

    /** The read-write lock, with these modes. */
    static Variant readWriteLock(Class<?> scenarios, Mode mode) {
        List<Class<?>> own = new ArrayList<>();
        own.add(FutexReentrantReadWriteLock.class);
        own.add(STATE);
        own.add(READERS);
        own.add(named("ReadWriteView"));
        own.add(WRITERS);
        own.add(POLICY);
        own.add(SLOTS);
        own.add(named("ReaderSlot"));
        Variant variant =
                withoutNaps(base(own, scenarios))
                        .changing(
                                WaitPolicy.class,
                                "count(\"assume-slots-pay\", 256)",
                                mode.assumeSlotsPay)
                        .changing(WaitPolicy.class, "count(\"slots-pay\", 10)", mode.slotsPay)
                        .changing(WaitPolicy.class, "count(\"fences-pay\", 2048)", mode.fencesPay);
        if (mode == Mode.COUNTED) {
            return variant;
        }
        if (mode == Mode.HANDING) {
            return withHandOver(variant);
        }
        boolean unfences = mode != Mode.FENCED;
        return variant
                // A thread has its slot before its first read, so that one read is enough.
                .changing(
                        STATE,
                        "return all == null ? null : ReaderSlots.find(all, Thread.currentThread());",
                        "ReaderSlot own = all == null ? null : ReaderSlots.find(all, Thread.currentThread());"
                                + " return own == null ? claimSlot() : own;")
                // The numbers of threads differ from run to run, and the checker repeats runs.
                // There are no more threads than places to probe.
                .changing(SLOTS, "(int) thread.getId() + probe", "probe")
                // Each read by a slot looks whether there were writes.
                .changing(WaitPolicy.class, "divisor(\"mode-sample\", 1024)", "1")
                // The copies are fenced (see above) and there is no system call.
                .changing(
                        STATE,
                        "return !ReleaseMode.fenced && AsymmetricFence.isAvailable();",
                        "return " + unfences + ";");
    }

    static Variant withHandOver(Variant variant) {
        return variant.changing(WaitPolicy.class, "number(\"handoff-awake\", 500_000)", "-1")
                .changing(WaitPolicy.class, "number(\"handoff-asleep\", 10_000_000)", "-1");
    }

    private static Variant withoutNaps(Variant variant) {
        // Else a waiter without spin credit would use timed back-off and never set the wake flag.
        return variant.changing(LOCK, "boolean mayNap = !fair &&", "boolean mayNap = false &&");
    }

    private static Variant base(List<Class<?>> own, Class<?> scenarios) {
        List<Class<?>> types = new ArrayList<>(own);
        types.addAll(List.of(QUEUE, WAITER, LOCK, OWNED, CONDITION, PARKER));
        types.addAll(List.of(WaitPolicy.class, Backoff.class, scenarios));
        return Variant.of(types.toArray(new Class<?>[0]))
                // The table of waits decides nothing, but for the victim of a deadlock.
                .changing(WAITER, "WaitTable.enter(this, interruptible, deadline, !mustEnter);", "")
                // The storage of a thread's value does not matter here, nor does the engine.
                .changing(
                        PARKER,
                        "PerThread<ThreadParker> CURRENT = new PerThread<>(ThreadParker::new)",
                        "ThreadLocal<ThreadParker> CURRENT ="
                                + " ThreadLocal.withInitial(ThreadParker::new)")
                .changing(PARKER, "EngineInfo.tryStart() ? CURRENT.get() : null", "CURRENT.get()")
                .changing(PARKER, "Choice.of(KernelSleep.PROPERTY, usualSleep())", "Sleep.FUTEX")
                .changing(PARKER, "if (!ReleaseMode.fenced) {", "if (false) {")
                .withLocalBackoff()
                // The checker sees the words of this engine only.
                .changing(
                        PARKER,
                        "FutexWord.allocateForWaiter()",
                        "org.furwock.futex.MonitorFutex.newWord()")
                // Its clock stands still. A sleep of any length with a time limit is a moment at
                // which it can switch threads: those before and after this line.
                .changing(
                        PARKER,
                        "result =\n                    most == NO_LIMIT",
                        "result = deadline != Deadline.NEVER || most != NO_LIMIT"
                                + " ? WaitResult.TIMED_OUT : most == NO_LIMIT")
                // While its clock stands still, a spin that is bounded by time does not end.
                .changing(
                        WaitPolicy.class,
                        "SPINNING_CAN_PAY = PROCESSORS > 1",
                        "SPINNING_CAN_PAY = false")
                .changing(WaitPolicy.class, "number(\"spin-credit\", 1_000)", "0")
                .changing(WaitPolicy.class, "number(\"event-yield\", 30_000)", "0");
    }
}
