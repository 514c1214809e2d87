package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.EngineInfo;
import org.furwock.futex.HangBound;
import org.furwock.sync.Blocked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library in an application whose class loader is discarded while its threads stay. */
@HangBound
class RedeployTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-Dfurwock.deadlocks=log -Dfurwock.deadlocks.period=20 -Dfurwock.order=log",
            })
    void shouldNotKeepTheClassLoaderOnThreadsThatOutliveIt(String checks) throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() >= 22, "JNA keeps its user's loader");
        List<String> options = new ArrayList<>(List.of("-Dfurwock.engine=")); // any
        options.addAll(checks.isEmpty() ? List.of() : List.of(checks.split(" ")));
        Path core = pack(EngineInfo.class);
        Path locks = pack(FutexReentrantLock.class);

        try (ChildJvm child = ChildJvm.start(Container.class, options, core, locks)) {
            assertThat(child.outputOfSuccess()).endsWith("collected");
        }
    }

    private Path pack(Class<?> member) throws Exception {
        Path classes = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(classes)) {
            return classes;
        }
        Path jar = folder.resolve(member.getSimpleName() + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
        return jar;
    }

    /** Runs in a process of its own. */
    static final class Container {

        private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

        private Container() {}

        public static void main(String[] jars) throws Exception {
            WeakReference<ClassLoader> application = deploy(jars);
            POOL.submit(() -> {}).get(); // the pool keeps the last task for a while
            while (application.get() != null) {
                System.gc();
                POOL.submit(() -> {}).get();
            }
            POOL.shutdown();
            System.out.println("collected");
        }

        private static WeakReference<ClassLoader> deploy(String[] jars) throws Exception {
            URL[] urls = new URL[jars.length];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = new File(jars[i]).toURI().toURL();
            }
            try (URLClassLoader loader = new URLClassLoader(urls, new JnaOnly())) {
                Class<?> type = loader.loadClass(FutexReentrantLock.class.getName());
                if (type.getClassLoader() != loader) {
                    throw new AssertionError("loaded by " + type.getClassLoader());
                }
                use((Lock) type.getConstructor().newInstance());
                return new WeakReference<>(loader);
            }
        }

        /** Sleeps in all ways: on a condition, for a contended lock, and interruptibly. */
        private static void use(Lock lock) throws Exception {
            POOL.submit(() -> awaitShortly(lock)).get();
            CompletableFuture<Thread> asker = new CompletableFuture<>();
            lock.lock();
            var waiter =
                    POOL.submit(
                            () -> {
                                asker.complete(Thread.currentThread());
                                lock.lockInterruptibly();
                                lock.unlock();
                                return null;
                            });
            Blocked.await(asker.get());
            lock.unlock();
            waiter.get();
        }

        private static Void awaitShortly(Lock lock) throws InterruptedException {
            lock.lock();
            try {
                Condition condition = lock.newCondition();
                assertThat(condition.await(20, TimeUnit.MILLISECONDS)).isFalse();
            } finally {
                lock.unlock();
            }
            return null;
        }
    }

    /** The container's class loader, without this library. */
    private static final class JnaOnly extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.furwock.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
