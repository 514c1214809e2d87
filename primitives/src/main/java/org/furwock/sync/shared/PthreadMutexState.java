package org.furwock.sync.shared;

import static org.furwock.sync.shared.PthreadMutexLayout.INCONSISTENT;
import static org.furwock.sync.shared.PthreadMutexLayout.KIND_OFFSET;
import static org.furwock.sync.shared.PthreadMutexLayout.NOT_RECOVERABLE;
import static org.furwock.sync.shared.PthreadMutexLayout.OWNER_DIED;
import static org.furwock.sync.shared.PthreadMutexLayout.OWNER_OFFSET;
import static org.furwock.sync.shared.PthreadMutexLayout.SIZE;
import static org.furwock.sync.shared.PthreadMutexLayout.THREAD_ID;
import static org.furwock.sync.shared.PthreadMutexLayout.WORD_OFFSET;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.lowlevel.RobustList;
import org.furwock.futex.region.SharedRegionException;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a {@link PthreadMutex}, and the inspection of it. {@link PthreadMutexLayout} lists
 * the states.
 */
abstract class PthreadMutexState extends AbstractOwnableSynchronizer {

    private static final long serialVersionUID = 1L;

    static final int FREE = 0;

    /** Owner and number of users are read and written together. The owner is in the lower half. */
    static final long ONE_USER = 1L << 32;

    static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    final transient FutexWord word;

    /** The offset of owner and users. */
    final transient ByteBuffer memory;

    final transient int fields;

    /** Its place in the list of the locks that its owner holds. */
    final transient RobustList.Node node;

    PthreadMutexState(ByteBuffer memory, int offset, Object where, int kind, boolean inheriting) {
        word = FutexWord.of(memory, offset + WORD_OFFSET, FutexScope.SHARED);
        node = RobustList.node(memory, offset, inheriting);
        this.memory = memory.duplicate().clear();
        fields = offset + OWNER_OFFSET;
        int found = FutexWord.of(memory, offset + KIND_OFFSET, FutexScope.SHARED).get();
        if (found != kind) {
            throw SharedRegionException.mismatch(
                    where,
                    "kind of mutex",
                    "0x" + Integer.toHexString(found),
                    "0x" + Integer.toHexString(kind));
        }
    }

    /** Makes a mutex of a kind, free. */
    static void initialize(ByteBuffer memory, int offset, int kind) {
        ByteBuffer bytes = memory.duplicate().order(ByteOrder.nativeOrder());
        for (int i = 0; i < SIZE; i += Integer.BYTES) {
            bytes.putInt(offset + i, 0);
        }
        bytes.putInt(offset + KIND_OFFSET, kind);
    }

    static long withOwner(long fields, int owner) {
        return (fields & -ONE_USER) | owner;
    }

    final int owner() {
        return (int) (long) LONG.getVolatile(memory, fields);
    }

    final boolean isInconsistent() {
        return owner() == INCONSISTENT;
    }

    // Inspection.

    /** Called by any thread: the last thread that locked through this object. */
    final @Nullable Thread owningThread() {
        return getExclusiveOwnerThread();
    }

    /** Whether a living thread holds the mutex at this moment. */
    public boolean isLocked() {
        return getOwnerThreadId() != 0;
    }

    /** Whether the calling thread holds the mutex. */
    public boolean isHeldByCurrentThread() {
        return getOwnerThreadId() == RobustList.current().threadId();
    }

    /** The kernel's id of the thread that holds the mutex; 0 if none does, or it died. */
    public int getOwnerThreadId() {
        return word.get() & THREAD_ID;
    }

    /** Whether the owner died and no thread has locked the mutex since then. */
    public boolean isOwnerDead() {
        int seen = word.get();
        return (seen & OWNER_DIED) != 0 && (seen & THREAD_ID) == 0;
    }

    /** Whether the mutex is unusable. */
    public boolean isNotRecoverable() {
        return owner() == NOT_RECOVERABLE;
    }

    @Override
    public String toString() {
        int id = getOwnerThreadId();
        String state =
                id != 0
                        ? "[Locked by thread id " + id + "]"
                        : isOwnerDead()
                                ? "[Owner died]"
                                : isNotRecoverable() ? "[Not recoverable]" : "[Unlocked]";
        return super.toString() + state;
    }
}
