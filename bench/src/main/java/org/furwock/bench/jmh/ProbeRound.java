package org.furwock.bench.jmh;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.furwock.bench.probe.LockWorkload;
import org.furwock.bench.probe.Locks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** The user's workload under a lock of the user's choice; with JMH's {@code -t} threads. */
@State(Scope.Benchmark)
public class ProbeRound extends ForkedBenchmark {

    /** A system property: places for classes in addition to the class path. */
    public static final String CLASS_PATH_PROPERTY = "furwock.probe.classpath";

    /** The class of the workload. */
    @Param("org.furwock.bench.probe.SharedMap")
    public String workload;

    /** A lock's name, or its class. */
    @Param({"FUTEX_REENTRANT_LOCK", "REENTRANT_LOCK"})
    public String lock;

    private LockWorkload work;

    /** One workload and one lock for all threads. */
    @Setup
    public void create() throws MalformedURLException {
        ClassLoader loader = classLoader(System.getProperty(CLASS_PATH_PROPERTY, ""));
        work = Locks.createWorkload(workload, loader);
        work.setUp(Locks.create(lock, loader));
    }

    /** The class loader of this class, or one that searches more places. */
    public static ClassLoader classLoader(String classPath) throws MalformedURLException {
        ClassLoader own = ProbeRound.class.getClassLoader();
        if (classPath.isEmpty()) {
            return own;
        }
        List<URL> places = new ArrayList<>();
        StringTokenizer entries = new StringTokenizer(classPath, File.pathSeparator);
        while (entries.hasMoreTokens()) {
            places.add(Path.of(entries.nextToken()).toUri().toURL());
        }
        return new URLClassLoader(places.toArray(URL[]::new), own);
    }

    /** One operation of the workload. */
    @Benchmark
    public Object round(ThreadParams thread) {
        return work.operation(thread.getThreadIndex());
    }
}
