package org.furwock.futex;

/** Fills the heap of a child process. */
public final class FullHeap {

    private FullHeap() {}

    /** What fills it, down to the smallest array; the heap is full while this is reachable. */
    public static Object[] fill() {
        Object[] last = {null};
        Object[] first = last;
        int size = 1 << 20;
        while (size > 0) {
            try {
                Object[] next = new Object[size];
                last[0] = next;
                last = next;
            } catch (OutOfMemoryError e) {
                size /= 2;
            }
        }
        return first;
    }
}
