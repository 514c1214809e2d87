package org.furwock.locks;

import org.furwock.waiting.WaitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Selects the reader mode of a {@link ReadWriteSync} by the number of reads for each write.
 *
 * <p>A write costs the most in UNFENCED: a heavy fence. It costs less in FENCED: a look at each
 * slot, in another core's cache. It costs the least in COUNTED. For reads the order is the
 * opposite. A writer knows the number of reads since the last write: the word counts acquisitions,
 * and so does each slot. If no more writes come, readers change the mode.
 *
 * <p>Most locks are neither hot nor contended, and must not get a table of slots. So a thread gets
 * a slot only if threads without a slot read the lock often ({@link WaitPolicy#HOT}).
 *
 * <p><b>Memory ordering.</b> All counts are guesses. {@code average} and {@code lastAcquisitions}
 * are guarded by the write lock; the others may lose an update.
 */
final class ReadModePolicy {

    /**
     * The last write counts for one part in 2 to the power of this, the writes before it for the
     * rest.
     */
    private static final int SMOOTHING = 3;

    private static final int MOST_READS = 1 << 20;

    private int writes;

    /** Reads for each write, in units of 1 / 8. */
    private int average;

    private int lastAcquisitions;
    private int slotlessReads;
    private long sampledAt;

    /**
     * Called by a reader in COUNTED: the bits of the mode after so many reads since the last write.
     */
    static long modeAfter(int reads) {
        return reads < WaitPolicy.ASSUME_SLOTS_PAY ? 0 : ReadWriteState.FENCED;
    }

    /**
     * Called by the writer: the bits of the mode for the next reads.
     *
     * @param counted how many reads since the last write were counted in the word
     * @param used the slots, if reads may have used them; null if not
     */
    long modeAfterWrite(int counted, @Nullable ReaderSlots used) {
        writes++;
        int reads = counted;
        if (used != null) {
            int bySlots = used.acquisitions();
            reads += bySlots - lastAcquisitions;
            lastAcquisitions = bySlots;
        }
        average += Math.max(0, Math.min(reads, MOST_READS)) - (average >> SMOOTHING);
        int usual = average >> SMOOTHING;
        boolean unfenced = usual >= WaitPolicy.FENCES_PAY && ReadWriteState.mayUnfence();
        return usual < WaitPolicy.SLOTS_PAY
                ? 0
                : unfenced ? ReadWriteState.UNFENCED : ReadWriteState.FENCED;
    }

    /** The number of writes so far. */
    int writes() {
        return writes;
    }

    /** Whether a reader with a slot should look whether there were writes, at this acquisition. */
    static boolean isSample(int acquisitions) {
        return acquisitions % WaitPolicy.MODE_SAMPLE == 0;
    }

    /** Whether a reader without a slot should have one. */
    boolean isSlotDue() {
        slotlessReads++;
        if (slotlessReads % WaitPolicy.SLOT_SAMPLE != 0) {
            return false;
        }
        long now = System.nanoTime();
        boolean hot = now - sampledAt < WaitPolicy.HOT;
        sampledAt = now;
        return hot;
    }
}
