package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import org.furwock.futex.AgentJar;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first thread that waits for a lock waits in a class transformer, for the class that finds
 * resources. The JNA engine finds its library as a resource: that thread must not start the engine.
 */
@HangBound
class LockInTransformerTest {

    @TempDir private Path folder;

    @Test
    void shouldNotBreakTheClassLoader() throws Exception {
        try (ChildJvm child =
                ChildJvm.start(Agent.class, List.of(AgentJar.option(folder, Agent.class)))) {
            assertThat(child.outputOfSuccess())
                    .contains("waited", "found: true")
                    .doesNotContain("Error", "Exception");
        }
    }

    /** Runs in a process of its own. */
    static final class Agent implements ClassFileTransformer {

        private static final FutexReentrantLock LOCK = new FutexReentrantLock();

        /** In no package: so it is looked for in all modules, too. */
        private static final String RESOURCE = "no/package/nothing";

        private Agent() {}

        public static void premain(String arguments, Instrumentation instrumentation) {
            instrumentation.addTransformer(new Agent());
        }

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> type, ProtectionDomain d, byte[] bytes) {
            if (Thread.currentThread().getName().equals("finder")
                    && !LOCK.isHeldByCurrentThread()) {
                LOCK.lock();
                LOCK.unlock();
            }
            return null;
        }

        public static void main(String[] arguments) throws InterruptedException {
            Thread finder = new Thread(() -> ClassLoader.getSystemResource(RESOURCE), "finder");
            LOCK.lock();
            finder.start();
            boolean waited = false;
            while (!waited && finder.isAlive()) {
                Thread.onSpinWait();
                waited = LOCK.hasQueuedThread(finder);
            }
            LOCK.unlock();
            finder.join();
            System.out.println(waited ? "waited" : "no class was loaded");
            System.out.println("found: " + (ClassLoader.getSystemResource(RESOURCE) == null));
        }
    }
}
