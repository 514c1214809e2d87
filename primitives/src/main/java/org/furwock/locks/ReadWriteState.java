package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.futex.lowlevel.FieldHandles;
import org.jspecify.annotations.Nullable;

/**
 * The state that readers and writers of a lock share: the word, and the slots of the readers.
 * {@link ReadSync} has the algorithm and the proof. Below, <i>the holder</i> is the holder of the
 * gate.
 *
 * <pre>
 *  bits of the word   meaning                                          set by         cleared by
 *  READERS            number of holds by the count                     readers        readers
 *  WANTED             the holder of the gate waits for readers         the holder     the holder
 *  HELD               the holder of the gate writes                    the holder     the holder
 *  mode               how readers acquire, see there                   both           both
 *  GATE               the gate is held                                 the holder     the holder
 *  acquisitions       number of acquisitions by the count              readers        writers, in HELD
 * </pre>
 */
abstract class ReadWriteState extends OwnedLock {

    private static final long serialVersionUID = 1L;

    // The word.
    static final long READERS = (1L << 31) - 1;
    static final long HELD = 1L << 31;
    static final long WANTED = 1L << 32;
    static final long FENCED = 1L << 33;
    static final long UNFENCED = 1L << 34;
    static final long GATE = 1L << 35;
    static final int ACQUISITIONS_SHIFT = 36;

    static final long WRITER = WANTED | HELD;

    /** The bits of the mode; the mode is COUNTED if neither is set. */
    static final long MODE = FENCED | UNFENCED;

    static final VarHandle WORD = FieldHandles.find(MethodHandles.lookup(), "word", long.class);
    private static final VarHandle SLOTS =
            FieldHandles.find(MethodHandles.lookup(), "slots", ReaderSlots.class);

    transient volatile long word;

    /** Set once, if the lock is read often. */
    transient volatile @Nullable ReaderSlots slots;

    /**
     * The places of {@link #slots}, for readers: one load less. Plain: a thread with a slot has set
     * this field itself, when it claimed the slot. A thread that still sees null has no slot.
     */
    private transient volatile @Nullable ReaderSlot @Nullable [] places;

    /** The draining writer: it sleeps until the readers have left. */
    transient volatile @Nullable Waiter drainingWriter;

    final transient ReadModePolicy policy = new ReadModePolicy();

    ReadWriteState(boolean fair) {
        super(fair);
    }

    // The gate, which is the state of the queued lock.

    @Override
    final boolean isHeld() {
        return (word & GATE) != 0;
    }

    @Override
    final boolean tryAcquire() {
        long now = word;
        while ((now & GATE) == 0) {
            if (WORD.compareAndSet(this, now, now | GATE)) {
                return true;
            }
            now = word; // a reader has changed it
        }
        return false;
    }

    /**
     * Never called while HELD is set: the end of a write frees the gate itself, or clears HELD
     * first.
     */
    @Override
    final void free() {
        WORD.getAndAdd(this, -GATE); // readers may change the word meanwhile
    }

    // Slots.

    /** Whether readers may leave out the fence: only if writers can run it for them. */
    static boolean mayUnfence() {
        return !ReleaseMode.fenced && AsymmetricFence.isAvailable();
    }

    /** The slot of the calling thread, if it has one. */
    final @Nullable ReaderSlot ownSlot() {
        @Nullable ReaderSlot[] all = places;
        return all == null ? null : ReaderSlots.find(all, Thread.currentThread());
    }

    /** Called by a thread without a slot: a new one, or null if there is no room. */
    final @Nullable ReaderSlot claimSlot() {
        if (slots == null) {
            SLOTS.compareAndSet(this, null, new ReaderSlots());
        }
        ReaderSlots all = requireNonNull(slots);
        places = all.places;
        return all.claim(Thread.currentThread());
    }

    final void wakeDrainingWriter() {
        Waiter writer = drainingWriter;
        if (writer != null) {
            writer.unpark();
        }
    }

    /** The number of read holds of all threads. */
    final int readLockCount() {
        ReaderSlots all = slots;
        return (int) (word & READERS) + (all == null ? 0 : all.uncountedHolds());
    }
}
