package org.furwock.futex.lowlevel;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.furwock.futex.lowlevel.RobustList.Node;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a thread has in its {@link RobustList}, in the order in which it added them. The
 * memory of a node stays mapped while the node is here, even after the thread's end, until the
 * kernel has walked the list. Only the thread uses it.
 */
final class HeldNodes {

    private static final int FIRST_SWEEP = 64;

    /**
     * The nodes of all threads, since the locks of a dying thread must stay mapped. Guarded by
     * itself.
     */
    private static final List<HeldNodes> ALL = new ArrayList<>();

    private static int nextSweep = FIRST_SWEEP;

    private final WeakReference<Thread> thread;
    private final int threadId;

    /** Null from {@code count} on: the memory of other nodes may be unmapped. */
    private @Nullable Node[] nodes = new @Nullable Node[4];

    private long[] pointers = new long[4];
    private int count;

    private HeldNodes(Thread thread, int threadId) {
        this.thread = new WeakReference<>(thread);
        this.threadId = threadId;
    }

    /** Creates the object of the calling thread; called once for each thread. */
    static HeldNodes ofCurrentThread(int threadId) {
        HeldNodes held = new HeldNodes(Thread.currentThread(), threadId);
        synchronized (ALL) {
            if (ALL.size() >= nextSweep) {
                ALL.removeIf(HeldNodes::isOver);
                nextSweep = Math.max(FIRST_SWEEP, 2 * ALL.size());
            }
            ALL.add(held);
        }
        return held;
    }

    boolean isOfCurrentThread() {
        return thread.refersTo(Thread.currentThread());
    }

    /**
     * Makes room for one more.
     *
     * @throws IllegalStateException if the kernel would not look at one more
     */
    void makeRoom() {
        if (count >= RobustList.MAX_HELD) {
            throw new IllegalStateException(
                    "this thread holds "
                            + count
                            + " robust locks, and of more the kernel would not give back all when"
                            + " the thread dies");
        }
        if (count == nodes.length) {
            @Nullable Node[] moreNodes = Arrays.copyOf(nodes, 2 * count);
            pointers = Arrays.copyOf(pointers, 2 * count); // if this fails, nothing has changed
            nodes = moreNodes;
        }
    }

    /** Adds a node; there is room. */
    void add(Node node) {
        nodes[count] = node;
        pointers[count] = node.pointer;
        count++;
    }

    void remove(int index) {
        if (index >= 0) {
            int last = --count;
            for (int i = index; i < last; i++) {
                nodes[i] = nodes[i + 1];
                pointers[i] = pointers[i + 1];
            }
            nodes[last] = null;
        }
    }

    int indexOf(long address) {
        int index = count - 1;
        while (index >= 0 && (pointers[index] & -2) != address) {
            index--;
        }
        return index;
    }

    @Nullable Node at(long address) {
        int index = indexOf(address);
        return index < 0 ? null : nodes[index];
    }

    /** Whether the links of the node are the ones that this thread has written. */
    boolean expects(int index, long next, long previous, long headAddress) {
        return index >= 0
                && next == (index > 0 ? pointers[index - 1] : headAddress)
                && previous == (index + 1 < count ? pointers[index + 1] & -2 : headAddress);
    }

    /**
     * Whether the thread has ended in the kernel, which is a bit later than in the virtual machine.
     */
    boolean isOver() {
        Thread owner = thread.get();
        boolean alive = owner != null && owner.isAlive();
        return !alive && !Files.exists(Path.of("/proc/self/task", Integer.toString(threadId)));
    }
}
