package org.furwock.sync.shared;

import org.furwock.futex.FutexWord;
import org.furwock.futex.region.SharedRegion;
import org.furwock.futex.region.SharedRegionException;
import org.furwock.futex.region.SharedRegionSlot;
import org.furwock.sync.Barrier;
import org.furwock.sync.Event;
import org.furwock.sync.Latch;
import org.furwock.sync.Mutex;
import org.furwock.sync.MutexCondition;
import org.furwock.sync.Once;
import org.furwock.sync.RwLock;
import org.furwock.sync.Semaphore;

/**
 * Primitives in the slots of a {@link SharedRegion}: each method finds the primitive of that name,
 * or makes it. All threads of all processes that ask for the same name get the same primitive. A
 * call for another kind, or with other numbers, throws a {@link SharedRegionException} that says
 * what was found. So does a call that finds a word which the primitive cannot have written.
 *
 * <p>Only {@link RobustMutex} and {@link PiMutex} survive the death of an owner. With the other
 * primitives, a {@link Mutex} stays locked if its owner's process dies, a permit stays taken, and a
 * party never arrives.
 *
 * <p>Each call makes a new object over the same memory. The owner of a Mutex and the action of a
 * Barrier are in the object, not in the memory. So the threads of one process must use the same
 * object.
 *
 * @since 1.0
 */
public final class SharedPrimitives {

    private SharedPrimitives() {}

    /** A {@link RobustMutex}, which survives its owner and which C programs can lock. */
    public static RobustMutex robustMutex(SharedRegion region, String name) {
        return new RobustMutex(
                region.slot(
                        name,
                        PthreadMutexLayout.ROBUST_TYPE,
                        PthreadMutexLayout.SIZE,
                        memory -> RobustMutex.initialize(memory, 0)));
    }

    /** A condition of a robust mutex. */
    public static RobustCondition robustCondition(
            SharedRegion region, String name, RobustMutex mutex) {
        return new RobustCondition(
                mutex,
                region.slot(name, RobustConditionLayout.TYPE, RobustConditionLayout.SIZE)
                        .word(RobustConditionLayout.SEQUENCE_OFFSET));
    }

    /**
     * A {@link PiMutex}, robust as well.
     *
     * @throws UnsupportedOperationException if the kernel refuses an operation that it needs
     */
    public static PiMutex piMutex(SharedRegion region, String name) {
        return new PiMutex(
                region.slot(
                        name,
                        PthreadMutexLayout.INHERITING_TYPE,
                        PthreadMutexLayout.SIZE,
                        memory -> PiMutex.initialize(memory, 0)));
    }

    /** A {@link Mutex}. */
    public static Mutex mutex(SharedRegion region, String name) {
        SharedRegionSlot slot = region.slot(name, MutexLayout.TYPE, MutexLayout.SIZE);
        return new Mutex(word(slot, MutexLayout.WORD_OFFSET, 0, MutexLayout.MAX_WORD));
    }

    /** A condition of a mutex. */
    public static MutexCondition condition(SharedRegion region, String name, Mutex mutex) {
        SharedRegionSlot slot =
                region.slot(name, MutexConditionLayout.TYPE, MutexConditionLayout.SIZE);
        for (int at = MutexConditionLayout.UNSIGNALLED_OFFSET; at < slot.size(); at += 4) {
            word(slot, at, 0, Integer.MAX_VALUE); // they count threads
        }
        return new MutexCondition(mutex, slot.words(MutexCondition.WORDS));
    }

    /** A {@link RwLock}. */
    public static RwLock rwLock(SharedRegion region, String name) {
        return new RwLock(
                region.slot(name, RwLockLayout.TYPE, RwLockLayout.SIZE)
                        .word(RwLockLayout.WORD_OFFSET));
    }

    /**
     * A {@link Barrier} without an action.
     *
     * @param parties how many there are in all processes
     */
    public static Barrier barrier(SharedRegion region, String name, int parties) {
        if (parties <= 0) {
            throw new IllegalArgumentException("parties must be at least 1, and are " + parties);
        }
        String type = BarrierLayout.type(parties);
        SharedRegionSlot slot = region.slot(name, type, BarrierLayout.SIZE);
        FutexWord word = slot.word(BarrierLayout.WORD_OFFSET);
        int found = word.get();
        if (!BarrierLayout.isPossible(found, parties)) {
            throw SharedRegionException.mismatch(
                    slot,
                    "word",
                    "0x" + Integer.toHexString(found),
                    "fewer arrived than the " + parties + " parties, and no action");
        }
        return new Barrier(parties, null, word);
    }

    /**
     * A {@link Semaphore}, not fair.
     *
     * @param permits how many there are at first
     */
    public static Semaphore semaphore(SharedRegion region, String name, int permits) {
        String type = SemaphoreLayout.type(permits);
        SharedRegionSlot slot = region.slot(name, type, SemaphoreLayout.SIZE);
        word(slot, SemaphoreLayout.LEAST_OFFSET, 0, Integer.MAX_VALUE);
        return new Semaphore(permits, slot.words(Semaphore.WORDS));
    }

    /**
     * A {@link Latch}.
     *
     * @param count how often it must be counted down, in all processes together
     */
    public static Latch latch(SharedRegion region, String name, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count < 0: " + count);
        }
        SharedRegionSlot slot = region.slot(name, LatchLayout.type(count), LatchLayout.SIZE);
        FutexWord word = slot.word(LatchLayout.WORD_OFFSET);
        int found = word.get() & LatchLayout.NUMBER;
        if (found > count) {
            throw SharedRegionException.mismatch(slot, "count", found, "0 to " + count);
        }
        return new Latch(count, word);
    }

    /** An {@link Event}. */
    public static Event event(SharedRegion region, String name, Event.Reset mode) {
        SharedRegionSlot slot = region.slot(name, EventLayout.type(mode), EventLayout.SIZE);
        return new Event(mode, slot.word(EventLayout.WORD_OFFSET));
    }

    /** A {@link Once}. */
    public static Once once(SharedRegion region, String name) {
        SharedRegionSlot slot = region.slot(name, OnceLayout.TYPE, OnceLayout.SIZE);
        return new Once(word(slot, OnceLayout.WORD_OFFSET, 0, OnceLayout.MAX_WORD));
    }

    private static FutexWord word(SharedRegionSlot slot, int at, int min, int max) {
        FutexWord word = slot.word(at);
        int found = word.get();
        if (found < min || found > max) {
            throw SharedRegionException.mismatch(slot, "word", found, min + " to " + max);
        }
        return word;
    }
}
