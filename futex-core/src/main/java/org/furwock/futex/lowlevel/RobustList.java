package org.furwock.futex.lowlevel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.furwock.futex.EngineInfo;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.FeatureProbe;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.NativeCallsLoader;
import org.furwock.futex.region.SharedRegionException;

/**
 * The calling thread's list of robust locks, which the kernel walks when the thread dies: in each
 * word that still holds the thread's id it replaces the id by OWNER_DIED, and wakes one waiter. For
 * builders of locks in the layout of glibc's {@code pthread_mutex_t}.
 *
 * <p><b>Contract.</b> The list is the one that glibc has registered for the thread; C code on the
 * same thread can use it at the same time. {@link #reserveToTake} or {@link #reserveToRelease}
 * comes first, so that no later step can fail for want of stack or memory. {@link #begin} names the
 * lock that is about to be taken or released. To take it, the thread then changes the word and adds
 * the node. To release it, the thread removes the node and then changes the word. {@link #end}
 * comes last. If the thread dies between these steps, the kernel also looks at the named lock: the
 * word tells whether the thread held it. Nodes stay reachable, and so their memory stays mapped,
 * while they are in the list, also after the thread's end until the kernel has walked the list.
 *
 * <p><b>Threads.</b> An object belongs to its thread and must not be handed to another. Virtual
 * threads have none: the kernel can look after the locks of kernel threads only.
 *
 * <p><b>Layout.</b> A mutex at address m has its word at m, its node at m + 32, and the pointer to
 * the node before it at m + 24. Bit 0 of a pointer to a node says that its word is a
 * priority-inheriting one.
 *
 * <pre>
 *  head        the newest node, or the head itself
 *  head + 8    -32: from a node to its word
 *  head + 16   the lock that is being taken or released, or 0
 * </pre>
 *
 * <p><b>Trust.</b> The head is the thread's own, but nodes are in memory that other processes can
 * write. Their pointers are compared with those that this thread has written before anything is
 * written through them. Pointers to nodes of C code must lead back. If the list is inconsistent, a
 * {@link SharedRegionException} is thrown.
 *
 * <p><b>Memory ordering.</b> The reader is the kernel, on this same thread after its last
 * instruction, so the processor's reordering does not matter. The compiler must keep the order of
 * the stores: all are release stores, and the change of the word between them is a volatile
 * compare-and-set or exchange.
 */
public final class RobustList {

    /**
     * The most locks that a thread can hold at once: the kernel looks at so many entries of a dead
     * thread's list (ROBUST_LIST_LIMIT). Locks that C code on the same thread holds are in the list
     * too, and are not counted.
     */
    public static final int MAX_HELD = 2048;

    private static final int NODE_OFFSET = 32;
    private static final int PREVIOUS_OFFSET = 24;

    private static final int HEAD_LIST = 0;
    private static final int HEAD_PENDING = 16;
    private static final int HEAD_SIZE = 24;

    private static final long TAG = 1;

    private static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final PerThread<RobustList> CURRENT = new PerThread<>(RobustList::new);

    private final NativeCalls calls;
    private final int threadId;
    private final long headAddress;
    private final ByteBuffer head;
    private final HeldNodes held;

    /**
     * A lock's place in the list. Created once for each lock; used by the thread that holds the
     * lock.
     */
    public static final class Node {

        private final ByteBuffer memory;
        private final int offset;
        private final long address;

        /** The address, and bit 0 for a priority-inheriting lock. */
        final long pointer;

        private Node(ByteBuffer memory, int offset, long address, boolean inheriting) {
            this.memory = memory;
            this.offset = offset;
            this.address = address;
            this.pointer = inheriting ? address | TAG : address;
        }

        private long next() {
            return (long) LONG.getOpaque(memory, offset + NODE_OFFSET);
        }

        private long previous() {
            return (long) LONG.getOpaque(memory, offset + PREVIOUS_OFFSET);
        }

        private void setNext(long value) {
            LONG.setRelease(memory, offset + NODE_OFFSET, value);
        }

        private void setPrevious(long value) {
            LONG.setRelease(memory, offset + PREVIOUS_OFFSET, value);
        }
    }

    private RobustList() {
        if (VirtualThreads.isCurrentVirtual()) {
            throw new UnsupportedOperationException(
                    "a robust lock is owned by a kernel thread, and this thread is virtual: "
                            + Thread.currentThread());
        }
        calls = kernelCalls();
        headAddress = registeredHead(calls);
        threadId = (int) calls.call(Abi.SYS_GETTID, 0, 0, 0);
        head = calls.view(headAddress, HEAD_SIZE).order(ByteOrder.nativeOrder());
        held = HeldNodes.ofCurrentThread(threadId);
    }

    private static NativeCalls kernelCalls() {
        String engine = EngineInfo.current().name();
        NativeCalls calls =
                switch (engine) {
                    case "ffm" -> NativeCallsLoader.ffm().calls();
                    case "jna" -> NativeCallsLoader.jna().calls();
                    default -> null;
                };
        if (calls == null) {
            throw new UnsupportedOperationException(
                    "the kernel looks after a dead thread's locks, and the engine here is "
                            + engine);
        }
        return calls;
    }

    private static long registeredHead(NativeCalls calls) {
        long head = new FeatureProbe(calls).robustListHead();
        if (head == 0) {
            throw new UnsupportedOperationException(
                    "this thread has no robust list of the layout of glibc (a head of 24 bytes,"
                            + " words 32 bytes before their nodes), or a filter refuses"
                            + " get_robust_list");
        }
        return head;
    }

    /**
     * The calling thread's list.
     *
     * @throws UnsupportedOperationException if the thread is virtual, in emulation, or if the C
     *     library has registered no list of the known layout
     */
    public static RobustList current() {
        return CURRENT.get();
    }

    /**
     * A node.
     *
     * @param memory a mapped or direct buffer; kept reachable by the node
     * @param offset the offset of the mutex, from index 0; its address is a multiple of 8
     * @param inheriting whether it is a lock with priority inheritance
     * @throws IllegalArgumentException if the buffer is not direct, or has no aligned room there
     */
    public static Node node(ByteBuffer memory, int offset, boolean inheriting) {
        if (!memory.isDirect() || memory.isReadOnly()) {
            throw new IllegalArgumentException("buffer must be direct and writable: " + memory);
        }
        if (offset < 0 || offset > memory.limit() - NODE_OFFSET - Long.BYTES) {
            throw new IllegalArgumentException("no room for a mutex at " + offset + ": " + memory);
        }
        long address = FutexWord.of(memory, offset, FutexScope.SHARED).address() + NODE_OFFSET;
        if (address % Long.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a mutex stands at a multiple of 8, not at 0x"
                            + Long.toHexString(address - NODE_OFFSET));
        }
        return new Node(memory.duplicate().clear(), offset, address, inheriting);
    }

    /** Whether this is the calling thread's list; cheaper than {@link #current}. */
    public boolean isCurrent() {
        return held.isOfCurrentThread();
    }

    /** The thread's id in the kernel, which the word of a lock holds while the thread owns it. */
    public int threadId() {
        return threadId;
    }

    /**
     * Reserves the memory and the stack to acquire one lock and to release it. If they are missing,
     * this throws, and neither the word nor the list is half changed.
     *
     * @throws IllegalStateException if the thread holds {@value #MAX_HELD} locks
     * @throws StackOverflowError if there is not enough stack
     * @throws OutOfMemoryError if there is no memory
     */
    public void reserveToTake() {
        held.makeRoom();
        StackReserve.forAcquire();
    }

    /**
     * Reserves the stack to release a lock.
     *
     * @throws StackOverflowError if there is not enough of it
     */
    public void reserveToRelease() {
        StackReserve.forRelease();
    }

    /** Names the lock that is about to be acquired or released. */
    public void begin(Node node) {
        LONG.setRelease(head, HEAD_PENDING, node.pointer);
    }

    /** The lock has been acquired, released, or left alone. */
    public void end() {
        LONG.setRelease(head, HEAD_PENDING, 0L);
    }

    /**
     * Adds a lock, whose word already holds this thread's id; after {@link #reserveToTake}.
     *
     * <p>This thread may have added the lock before. Then either C code has removed it since, or
     * other code has cleared the word of a lock that this thread holds, and the lock is still in
     * the list. The list itself tells which.
     */
    public void add(Node node) {
        int index = held.indexOf(node.address);
        if (index >= 0) {
            if (isLinked(node)) {
                return;
            }
            held.remove(index);
        }
        held.add(node); // before the list leads there
        long newest = (long) LONG.getOpaque(head, HEAD_LIST);
        setPrevious(newest, node.address);
        node.setNext(newest);
        node.setPrevious(headAddress);
        LONG.setRelease(head, HEAD_LIST, node.pointer);
    }

    /**
     * Removes a lock, whose word still holds this thread's id.
     *
     * @throws SharedRegionException if its pointers were overwritten; nothing is changed
     */
    public void remove(Node node) {
        int index = held.indexOf(node.address);
        long next = node.next();
        long previous = node.previous() & -2;
        if (!held.expects(index, next, previous, headAddress)) {
            requireLinked(node, next & -2, previous);
        }
        setPrevious(next, previous);
        setNext(previous, next);
        held.remove(index);
    }

    // The neighbours: the head, nodes that this thread knows, or nodes of C code.

    /** The head has no pointer back. */
    private void setPrevious(long pointer, long value) {
        long address = pointer & -2;
        if (address == headAddress) {
            return;
        }
        Node node = held.at(address);
        if (node != null) {
            node.setPrevious(value);
        } else {
            LONG.setRelease(foreign(address), 0, value);
        }
    }

    private void setNext(long address, long value) {
        if (address == headAddress) {
            LONG.setRelease(head, HEAD_LIST, value);
            return;
        }
        Node node = held.at(address);
        if (node != null) {
            node.setNext(value);
        } else {
            LONG.setRelease(foreign(address), Long.BYTES, value);
        }
    }

    /** The pointers back and forth of a node of C code. */
    private ByteBuffer foreign(long address) {
        return calls.view(address - Long.BYTES, 2 * Long.BYTES).order(ByteOrder.nativeOrder());
    }

    private void requireLinked(Node node, long next, long previous) {
        if (!leadsBack(node, next) || !leadsForth(node, previous)) {
            throw damaged(node, next, previous);
        }
    }

    /** Whether the list leads to the node: from the head, or from a node before it. */
    private boolean isLinked(Node node) {
        return leadsForth(node, node.previous() & -2);
    }

    private boolean leadsForth(Node node, long previous) {
        return isReadable(previous)
                && ((previous == headAddress ? headNext() : nextOf(previous)) & -2) == node.address;
    }

    private boolean leadsBack(Node node, long next) {
        return next == headAddress || (isReadable(next) && (previousOf(next) & -2) == node.address);
    }

    private boolean isReadable(long neighbour) {
        return neighbour == headAddress
                || held.at(neighbour) != null
                || (neighbour > Long.BYTES
                        && neighbour % Long.BYTES == 0
                        && KernelFutex.isReadable(calls, neighbour)
                        && KernelFutex.isReadable(calls, neighbour - Long.BYTES));
    }

    private long headNext() {
        return (long) LONG.getOpaque(head, HEAD_LIST);
    }

    private long previousOf(long address) {
        Node node = held.at(address);
        return node != null ? node.previous() : (long) LONG.getOpaque(foreign(address), 0);
    }

    private long nextOf(long address) {
        Node node = held.at(address);
        return node != null ? node.next() : (long) LONG.getOpaque(foreign(address), Long.BYTES);
    }

    private static SharedRegionException damaged(Node node, long next, long previous) {
        return SharedRegionException.mismatch(
                "mutex at address 0x" + Long.toHexString(node.address - NODE_OFFSET),
                "neighbours in the list of its owner",
                "0x" + Long.toHexString(next) + " and 0x" + Long.toHexString(previous),
                "two that lead back to it");
    }
}
