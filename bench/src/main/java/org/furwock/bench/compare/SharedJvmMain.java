package org.furwock.bench.compare;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The program of a {@link SharedJvm}. Each benchmark gets its own class loader with JMH and the
 * benchmarks. HotSpot keeps one profile for each loaded method. If several benchmarks shared a
 * method, it would be compiled for all of them at once, with virtual calls where each of them alone
 * has none.
 */
public final class SharedJvmMain {

    private static final List<String> LOADED_PER_BENCHMARK =
            List.of("org.furwock.bench.", "org.openjdk.jmh.");

    private SharedJvmMain() {}

    /**
     * Reads the list of benchmarks from standard input, and runs them until the process is killed.
     */
    public static void main(String[] args) throws Exception {
        DataInputStream in = new DataInputStream(System.in);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            startBenchmark(in);
        }
        if (in.read() < 0) {
            Runtime.getRuntime().halt(0); // the parent process has ended
        }
    }

    private static void startBenchmark(DataInputStream in) throws IOException {
        String port = in.readUTF();
        String benchmark = in.readUTF();
        int threads = in.readInt();
        Map<String, String> params = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            params.put(in.readUTF(), in.readUTF());
        }
        int[] pace = {in.readInt(), in.readInt(), in.readInt(), in.readInt()};
        Thread thread =
                new Thread(() -> runBenchmark(port, benchmark, threads, params, pace), benchmark);
        thread.start();
    }

    private static void runBenchmark(
            String port, String benchmark, int threads, Map<String, String> params, int[] pace) {
        try {
            ClassLoader loader = new BenchmarkLoader();
            Thread.currentThread().setContextClassLoader(loader);
            Method run =
                    loader.loadClass(SharedJvmBenchmark.class.getName())
                            .getMethod(
                                    "run",
                                    String.class,
                                    String.class,
                                    int.class,
                                    Map.class,
                                    int[].class);
            run.invoke(null, port, benchmark, threads, params, pace);
        } catch (ReflectiveOperationException | MalformedURLException | RuntimeException e) {
            e.printStackTrace();
            System.err.flush();
            Runtime.getRuntime().halt(1); // a comparison needs every benchmark
        }
    }

    private static final class BenchmarkLoader extends URLClassLoader {

        BenchmarkLoader() throws MalformedURLException {
            super(classPath(), SharedJvmMain.class.getClassLoader());
        }

        private static URL[] classPath() throws MalformedURLException {
            List<URL> places = new ArrayList<>();
            StringTokenizer entries =
                    new StringTokenizer(
                            System.getProperty("java.class.path", ""), File.pathSeparator);
            while (entries.hasMoreTokens()) {
                places.add(Path.of(entries.nextToken()).toUri().toURL());
            }
            return places.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (LOADED_PER_BENCHMARK.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
