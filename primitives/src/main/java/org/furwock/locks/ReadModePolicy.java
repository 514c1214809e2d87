package org.furwock.locks;

import org.furwock.waiting.WaitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Selects the reader mode of a {@link ReadWriteSync} by its reads for each write.
 *
 * <p>A write costs the most in UNFENCED, a heavy fence; less in FENCED, a look at each slot, which
 * is in another core's cache; the least in COUNTED. For reads the order is the opposite. The writer
 * knows the reads since the write before it: the count of acquisitions is in the word, and each
 * slot has its own. If writes cease, readers change the mode.
 *
 * <p>Most locks are neither hot nor contended and must not get a table of slots. A thread without a
 * slot asks for one now and then, and gets it if it and others like it come often enough.
 *
 * <p><b>Memory ordering.</b> All counts are guesses. {@code average} and {@code lastAcquisitions}
 * are guarded by the write lock; the others may lose an update.
 */
final class ReadModePolicy {

    /** Weighs the last write against those before it. */
    private static final int SMOOTHING = 3;

    private static final int MOST_READS = 1 << 20;

    private int writes;

    /** Reads for each write, in units of 1 / 8. */
    private int average;

    private int lastAcquisitions;
    private int slotlessReads;
    private long sampledAt;

    /** By a reader: the mode after so many reads since the last write; 0 if it stays. */
    static long modeAfter(int reads) {
        return reads < WaitPolicy.ASSUME_SLOTS_PAY ? 0 : ReadWriteState.FENCED;
    }

    /**
     * By the writer: the mode for the reads that follow.
     *
     * @param counted how many reads since the last write were counted in the word
     * @param used the slots by which there may have been others; null for none
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
