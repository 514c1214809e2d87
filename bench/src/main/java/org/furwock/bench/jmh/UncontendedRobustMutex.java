package org.furwock.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.furwock.futex.region.SharedRegion;
import org.furwock.sync.shared.OwnerDiedException;
import org.furwock.sync.shared.PthreadMutex;
import org.furwock.sync.shared.SharedPrimitives;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A thread locks and unlocks an interprocess mutex of its own. */
@State(Scope.Thread)
public class UncontendedRobustMutex extends ForkedBenchmark {

    /** The kinds of mutexes that survive their owners. */
    public enum Kind {
        /** On the kernel's robust list. */
        ROBUST("RobustMutex"),
        /** With priority inheritance as well. */
        INHERITING("PiMutex");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The common name. */
        public String title() {
            return title;
        }
    }

    /** Which one. */
    @Param public Kind kind;

    private PthreadMutex mutex;
    private long count;

    /** A mutex for each thread. The mapping no longer needs a name. */
    @Setup
    public void create() throws IOException {
        Path folder = ProcessLine.newFolder();
        try (SharedRegion region = SharedRegion.at(folder.resolve("region")).create()) {
            mutex =
                    kind == Kind.ROBUST
                            ? SharedPrimitives.robustMutex(region, "mutex")
                            : SharedPrimitives.piMutex(region, "mutex");
            region.unlink();
        } finally {
            Files.delete(folder);
        }
    }

    /** Lock, count, unlock. */
    @Benchmark
    public long round() throws OwnerDiedException {
        mutex.lock();
        try {
            return ++count;
        } finally {
            mutex.unlock();
        }
    }
}
