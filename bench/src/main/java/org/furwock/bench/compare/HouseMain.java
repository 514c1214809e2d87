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
 * The program of a {@link House}. Each guest gets a class loader with JMH and the benchmarks for
 * itself: HotSpot keeps a profile for each loaded method, so that a body that several guests share
 * would be compiled for all of them at once, with virtual calls where each alone has none.
 */
public final class HouseMain {

    private static final List<String> OF_EACH_GUEST =
            List.of("org.furwock.bench.", "org.openjdk.jmh.");

    private HouseMain() {}

    /** Reads who the guests are from standard input, and lets them run until it is killed. */
    public static void main(String[] args) throws Exception {
        DataInputStream in = new DataInputStream(System.in);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            startGuest(in);
        }
        if (in.read() < 0) {
            Runtime.getRuntime().halt(0); // the process that started it has gone
        }
    }

    private static void startGuest(DataInputStream in) throws IOException {
        String port = in.readUTF();
        String benchmark = in.readUTF();
        int threads = in.readInt();
        Map<String, String> params = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            params.put(in.readUTF(), in.readUTF());
        }
        int[] pace = {in.readInt(), in.readInt(), in.readInt(), in.readInt()};
        Thread thread =
                new Thread(() -> runGuest(port, benchmark, threads, params, pace), benchmark);
        thread.start();
    }

    private static void runGuest(
            String port, String benchmark, int threads, Map<String, String> params, int[] pace) {
        try {
            ClassLoader loader = new GuestLoader();
            Thread.currentThread().setContextClassLoader(loader);
            Method run =
                    loader.loadClass(HouseGuest.class.getName())
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
            Runtime.getRuntime().halt(1); // the others have nobody to be compared with
        }
    }

    private static final class GuestLoader extends URLClassLoader {

        GuestLoader() throws MalformedURLException {
            super(classPath(), HouseMain.class.getClassLoader());
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
            if (OF_EACH_GUEST.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
