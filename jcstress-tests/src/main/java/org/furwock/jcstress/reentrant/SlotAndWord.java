package org.furwock.jcstress.reentrant;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.lowlevel.AsymmetricFence;

/**
 * The memory that a reader with a slot and a writer share in FutexReentrantReadWriteLock. The
 * reader writes its slot and reads the word; the writer writes the word and reads the slot.
 */
public abstract class SlotAndWord {

    protected static final VarHandle WORD;
    protected static final VarHandle SLOT;

    private static final boolean ASYMMETRIC = AsymmetricFence.isAvailable();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(SlotAndWord.class, "word", long.class);
            SLOT = lookup.findVarHandle(SlotAndWord.class, "slot", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // read by WORD
    private volatile long word;

    @SuppressWarnings("UnusedVariable") // read by SLOT
    private volatile int slot;

    protected SlotAndWord(long word, int slot) {
        this.word = word;
        this.slot = slot;
    }

    /** The reader calls this before it reads the word. Without membarrier it runs a fence. */
    protected final void writeSlot(int value) {
        SLOT.setRelease(this, value);
        if (!ASYMMETRIC) {
            VarHandle.fullFence();
        }
    }
}
