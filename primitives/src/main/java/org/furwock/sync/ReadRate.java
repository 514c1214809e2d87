package org.furwock.sync;

/**
 * How often a lock is read, and how readers had better get in therefore: see {@link ReadDoor}.
 *
 * <p>A write costs the most in OPEN, a membarrier; less in FENCED, a look at each record, which is
 * in another core's cache; and least in COUNTED. A read the other way round. So the mode goes by
 * the number of reads for each write, which the writer knows: the count of entries is in the word,
 * and each record has its own. If nobody writes any more, readers see to the change.
 *
 * <p>Most locks are neither hot nor contended, and must not get a table of records. A thread that
 * has none asks for one now and then, and gets it if it and others like it come often enough.
 *
 * <p><b>Memory ordering.</b> What is counted here is a guess. {@code average} and {@code
 * lastEntries} are guarded by the write lock; the others may lose an update.
 */
final class ReadRate {

    /** Reads for each write from which on records pay; by measurement. */
    private static final int FEW = 10;

    /** Reads since the last write after which readers think that records would pay. */
    private static final int SOME = 256;

    /** Reads for each write from which on a membarrier pays, too. */
    private static final int MANY = 2048;

    /**
     * Of so many that come without a record, one asks for it, and readers by record look around.
     */
    private static final int COLD_SAMPLE = 64;

    private static final int FENCED_SAMPLE = 1024;

    /** The longest that so many may take, in nanoseconds. */
    private static final long HOT = 5_000_000;

    /** Weighs the last write against those before it. */
    private static final int SMOOTHING = 3;

    private static final int MOST_ENTRIES = 1 << 20;

    private int writes;

    /** Of reads for each write, in units of 1 / 8. */
    private int average;

    private int lastEntries;
    private int coldReads;
    private long coldSince;

    /** By a reader: the mode after so many reads since the last write; 0 if it stays. */
    static long modeAfter(int entries) {
        return entries < SOME ? 0 : ReadDoor.FENCED;
    }

    /** By the writer: the mode after so many reads by the count, and others by records. */
    long modeAfterWrite(int counted, ReaderRecords records) {
        writes++;
        int recorded = records.entries();
        int entries = counted + recorded - lastEntries;
        lastEntries = recorded;
        average += Math.max(0, Math.min(entries, MOST_ENTRIES)) - (average >> SMOOTHING);
        int reads = average >> SMOOTHING;
        boolean open = reads >= MANY && QueuedLock.ASYMMETRIC;
        return reads < FEW ? 0 : open ? ReadDoor.OPEN : ReadDoor.FENCED;
    }

    /** How many writes there have been. */
    int writes() {
        return writes;
    }

    /** Whether a reader with a record should see if there have been writes, at this entry. */
    static boolean isTimeToLook(int entries) {
        return entries % FENCED_SAMPLE == 0;
    }

    /** Whether a reader without a record should have one. */
    boolean isDueForRecord() {
        coldReads++;
        if (coldReads % COLD_SAMPLE != 0) {
            return false;
        }
        long now = System.nanoTime();
        boolean hot = now - coldSince < HOT;
        coldSince = now;
        return hot;
    }
}
