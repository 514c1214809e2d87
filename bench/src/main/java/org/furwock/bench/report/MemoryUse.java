package org.furwock.bench.report;

/**
 * The memory of a lock.
 *
 * @param name the name of the lock
 * @param heapBytes bytes on the heap: the lock object and its own parts
 * @param directBytes its share of memory outside the heap
 * @param allocatedBytes the average allocation of a contended round; negative if not measured
 */
public record MemoryUse(String name, double heapBytes, double directBytes, double allocatedBytes) {}
