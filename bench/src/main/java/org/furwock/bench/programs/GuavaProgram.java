package org.furwock.bench.programs;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;

/** A cache of one segment with room for a quarter of the keys: most gets load and evict. */
final class GuavaProgram implements Program {

    private static final int SIZE = 1_000;
    private static final int KEYS = 4 * SIZE;

    private final LoadingCache<Integer, Integer> cache =
            CacheBuilder.newBuilder()
                    .maximumSize(SIZE)
                    .concurrencyLevel(1)
                    .build(CacheLoader.from(key -> key + 1));

    @Override
    public long operate(long random) throws Exception {
        return cache.get((int) Long.remainderUnsigned(random, KEYS));
    }
}
