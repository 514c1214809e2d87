package org.furwock.bench.programs;

import java.util.List;

/** The programs. */
public enum ProgramKind {
    /** Every thread writes its lines to one file. */
    LOGBACK("logback, file appender", 4, "ch.qos.logback.*"),
    /** Twice as many threads as objects. */
    POOL("commons-pool2", 8, "org.apache.commons.pool2.*"),
    /** The same with a fair lock. */
    POOL_FAIR("commons-pool2, fair", 8, "org.apache.commons.pool2.*"),
    /** A cache with room for a quarter of the keys. */
    GUAVA("Guava LoadingCache", 4, "com.google.common.*"),
    /** Prepared statements: reads, and a write in 16. */
    H2("H2, in memory", 4, "org.h2.*"),
    /** Searches with cached filters: one read lock for each, and few writes. */
    LUCENE("Lucene query cache", 4, "org.apache.lucene.*"),
    /** All threads share one arena. */
    NETTY("Netty pooled allocator", 4, "io.netty.*"),
    /** A queue on a lock and two conditions. */
    QUEUE("own bounded queue", 4, "org.furwock.bench.programs.*"),
    /** Workers that take tasks from such a queue. */
    EXECUTOR("own executor", 4, "org.furwock.bench.programs.*");

    /**
     * The programs of a quick run: one in which the lock is nearly all of the work, and one in
     * which it is a small part.
     */
    public static final List<ProgramKind> QUICK = List.of(LOGBACK, POOL);

    private final String title;
    private final int threads;
    private final String include;

    ProgramKind(String title, int threads, String include) {
        this.title = title;
        this.threads = threads;
        this.include = include;
    }

    /** The name in tables. */
    public String title() {
        return title;
    }

    /** The number of threads. */
    public int threads() {
        return threads;
    }

    /** The packages whose locks the agent swaps. */
    public String include() {
        return include;
    }

    /** Starts it; the library must be on the class path. */
    Program create() throws Exception {
        return switch (this) {
            case LOGBACK -> new LogbackProgram();
            case POOL -> new PoolProgram(threads / 2, false);
            case POOL_FAIR -> new PoolProgram(threads / 2, true);
            case GUAVA -> new GuavaProgram();
            case H2 -> new H2Program();
            case LUCENE -> new LuceneProgram();
            case NETTY -> new NettyProgram();
            case QUEUE -> new QueueProgram();
            case EXECUTOR -> new ExecutorProgram();
        };
    }
}
