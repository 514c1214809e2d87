package org.furwock.bench.report;

/**
 * What a lock takes.
 *
 * @param name of the lock
 * @param heapBytes the lock object and all that is its own, on the heap
 * @param directBytes its share of memory outside of the heap
 * @param allocatedBytes what a contended round allocates on average; negative if not measured
 */
public record MemoryUse(String name, double heapBytes, double directBytes, double allocatedBytes) {}
