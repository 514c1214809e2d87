package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.furwock.diagnostics.LocksMXBean;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watchdog, in a process that has it on. */
@HangBound
class DeadlockWatchTest {

    private static List<String> options(String mode) {
        return List.of("-Dfurwock.deadlocks=" + mode, "-Dfurwock.deadlocks.period=20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lock lock",
                "lock mutex lock",
                "mutex mutex",
                "read read",
                "written written",
                "read lock virtual",
                "mutex lock written virtual"
            })
    void shouldHaveOneWaitFail(String kinds) throws InterruptedException {
        if (kinds.endsWith("virtual")) {
            TestThreads.assumeVirtual();
        }
        Object[] arguments = kinds.split(" ");
        int threads = kinds.replace(" virtual", "").split(" ").length;
        try (ChildJvm child = ChildJvm.start(DeadlockProgram.class, options("throw"), arguments)) {
            String output = child.outputOfSuccess();
            assertThat(output.lines().filter(line -> line.equals("victim of " + threads)))
                    .hasSize(1);
            assertThat(output.lines().filter(line -> line.equals("acquired"))).hasSize(threads - 1);
            assertThat(output)
                    .contains("Deadlock of " + threads + " threads:")
                    .contains("created by org.furwock.locks.DeadlockProgram.lock(")
                    .containsPattern("The wait of \".*\" fails.")
                    .contains("all ended");
        }
    }

    @Test
    void shouldNotFailAWaitThatMustEndWithTheLock() throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(DeadlockProgram.class, options("throw"), "await")) {
            assertThat(child.outputOfSuccess().lines())
                    .contains("victim of 2", "awaited", "all ended")
                    .doesNotContain("acquired");
        }
    }

    @Test
    void shouldLogADeadlockAndLeaveItAlone() throws InterruptedException {
        try (ChildJvm child =
                ChildJvm.start(DeadlockProgram.class, options("log"), "lock", "lock")) {
            child.awaitLine("logged");
            assertThat(child.output())
                    .contains("holdAndAsk")
                    .contains("waits for org.furwock.locks.FutexReentrantLock@")
                    .containsOnlyOnce("Deadlock of")
                    .doesNotContain("victim");
        }
    }

    @Test
    void shouldEndWithoutWaitsAndComeBackWithOne() throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(DeadlockProgram.class, options("log"), "idle")) {
            assertThat(child.outputOfSuccess()).contains("all ended").doesNotContain("Deadlock");
        }
    }

    @Test
    void shouldShowABeanThatJcmdMakesReachable() throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Assumptions.assumeTrue(Files.isExecutable(jcmd), "this is no JDK: no jcmd");
        try (ChildJvm child = ChildJvm.start(Managed.class, List.of())) {
            child.awaitLine("deadlocked");
            String pid = Long.toString(child.pid());
            run(jcmd.toString(), pid, "ManagementAgent.start_local");
            String status = run(jcmd.toString(), pid, "ManagementAgent.status");
            String url = status.replaceAll("(?s).*?(service:jmx:\\S+).*", "$1");
            try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url))) {
                MBeanServerConnection server = connector.getMBeanServerConnection();
                LocksMXBean bean =
                        JMX.newMXBeanProxy(
                                server, new ObjectName(LocksMXBean.NAME), LocksMXBean.class);
                assertThat(bean.getDeadlockCount()).isEqualTo(1);
                assertThat(bean.getWaitingThreadCount()).isEqualTo(2);
                assertThat(bean.dumpDeadlocks()).contains("Deadlock of 2 threads:", "'left'");
                assertThat(bean.dumpInversions()).isEqualTo("No inversion.");
            }
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void shouldGiveNamedLocksToTheServerAndTakeTheBeanBack() throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock();
        LockDiagnostics.name(lock, "managed");
        LockDiagnostics.register();
        ObjectName name = new ObjectName(LocksMXBean.NAME);
        try {
            LocksMXBean bean =
                    JMX.newMXBeanProxy(
                            ManagementFactory.getPlatformMBeanServer(), name, LocksMXBean.class);
            assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "NamedLocks"))
                    .asString()
                    .isNotEmpty();
            assertThat(bean.getDeadlockCount()).isZero();
            assertThat(lock.isLocked()).isFalse();
        } finally {
            LockDiagnostics.unregister();
        }
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name)).isFalse();
    }

    /** Registers the bean, and has a deadlock. */
    static final class Managed {

        private Managed() {}

        public static void main(String[] arguments) {
            LockDiagnostics.register();
            FutexReentrantLock left = new FutexReentrantLock();
            LockDiagnostics.name(left, "left");
            LockRing ring =
                    new LockRing(
                            List.of(left, new FutexReentrantLock()),
                            i -> TestThreads.Kind.PLATFORM,
                            java.util.concurrent.locks.Lock::lockInterruptibly);
            ring.awaitDeadlock();
            System.out.println("deadlocked");
            for (Thread thread : ring.threads()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts", e);
                }
            }
        }
    }
}
