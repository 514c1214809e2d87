package org.furwock.bench.programs;

import java.util.List;

/** The programs that there are. */
public enum ProgramKind {
    /** Every thread writes its lines to one file. */
    LOGBACK("logback, file appender", 4, "ch.qos.logback.*"),
    /** Twice as many threads as objects. */
    POOL("commons-pool2", 8, "org.apache.commons.pool2.*"),
    /** The same, first come first served. */
    POOL_FAIR("commons-pool2, fair", 8, "org.apache.commons.pool2.*"),
    /** A quarter of the keys fit. */
    GUAVA("Guava LoadingCache", 4, "com.google.common.*"),
    /** Reads by a prepared statement, and a write now and then. */
    H2("H2, in memory", 4, "org.h2.*"),
    /** Searches whose filters are cached: a read lock each, and few writes. */
    LUCENE("Lucene query cache", 4, "org.apache.lucene.*"),
    /** All threads share one arena. */
    NETTY("Netty pooled allocator", 4, "io.netty.*"),
    /** A queue on a lock and two conditions. */
    QUEUE("own bounded queue", 4, "org.furwock.bench.programs.*"),
    /** Workers behind such a queue. */
    EXECUTOR("own executor", 4, "org.furwock.bench.programs.*");

    /** Those of a quick run: where a lock is nearly all of the work, and where it is little. */
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

    /** How many threads work at once. */
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
