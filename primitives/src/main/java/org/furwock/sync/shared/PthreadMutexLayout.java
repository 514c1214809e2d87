package org.furwock.sync.shared;

/**
 * Where the fields of glibc's {@code pthread_mutex_t} stand on 64-bit machines, as {@link
 * RobustMutex} and {@link PiMutex} use them: the reference for programs in other languages, which
 * in C need nothing but {@code pthread_mutex_lock} on the address.
 *
 * <pre>
 *  offset  size  field     meaning
 *     0     4    word      0 free; else bits 0-29 the owner's thread id, bit 30 OWNER_DIED,
 *                          bit 31 WAITERS
 *     4     4    count     of no use here
 *     8     4    owner     0 no thread; the owner's thread id; 2147483647 INCONSISTENT: taken over
 *                          from an owner that died; 2147483646 NOT_RECOVERABLE: and never repaired
 *    12     4    users     how many hold it, by glibc's count
 *    16     4    kind      0x90 robust, 0xb0 robust and priority-inheriting, both process-shared
 *    20     4    -         of no use here
 *    24     8    previous  in the owner's robust list: the node before
 *    32     8    next      the node after; the address of this field is the node
 *    40                  end; on aarch64 C's structure has 8 more bytes, which nothing reads, but
 *                          pthread_mutex_init clears: leave 48 where a C program initializes it
 *
 *  word                             meaning
 *  0                                free
 *  thread id                        held
 *  thread id | WAITERS              held, and a thread may sleep
 *  OWNER_DIED (| WAITERS)           the owner died; written by the kernel
 *  thread id | OWNER_DIED           PI only: taken over by the kernel's hand, not yet by the owner
 * </pre>
 *
 * @since 1.0
 */
public final class PthreadMutexLayout {

    /** The type of the slot of a {@link RobustMutex}. */
    public static final String ROBUST_TYPE = "pthread_mutex_t robust/1";

    /** The type of the slot of a {@link PiMutex}. */
    public static final String INHERITING_TYPE = "pthread_mutex_t robust pi/1";

    /** Offsets. */
    public static final int WORD_OFFSET = 0;

    public static final int COUNT_OFFSET = 4;
    public static final int OWNER_OFFSET = 8;
    public static final int USERS_OFFSET = 12;
    public static final int KIND_OFFSET = 16;
    public static final int PREVIOUS_OFFSET = 24;
    public static final int NEXT_OFFSET = 32;

    /** Size of the structure. */
    public static final int SIZE = 40;

    /** Values of the kind. */
    public static final int KIND_ROBUST = 0x90;

    public static final int KIND_ROBUST_INHERITING = 0xb0;

    /** Bits of the word. */
    public static final int THREAD_ID = 0x3fff_ffff;

    public static final int OWNER_DIED = 0x4000_0000;
    public static final int WAITERS = 0x8000_0000;

    /** Values of the owner. */
    public static final int INCONSISTENT = Integer.MAX_VALUE;

    public static final int NOT_RECOVERABLE = Integer.MAX_VALUE - 1;

    private PthreadMutexLayout() {}
}
