package org.furwock.bench.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.security.ProtectionDomain;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.furwock.futex.lowlevel.Helpers;
import org.jspecify.annotations.Nullable;

/**
 * Registers the agent's report with the platform's MBean server, once the program or a tool such as
 * {@code jcmd PID ManagementAgent.start_local} starts an MBean server. The agent does not start it
 * by itself: that starts java.util.logging, and a program that chooses its log manager in {@code
 * main} would be too late.
 */
final class ReportBean implements ClassFileTransformer {

    /** The JDK's MBean server: it is loaded when the first one is about to be made. */
    private static final String SERVER = "com/sun/jmx/mbeanserver/JmxMBeanServer";

    private final SwapReport report;
    private final Instrumentation instrumentation;

    private ReportBean(SwapReport report, Instrumentation instrumentation) {
        this.report = report;
        this.instrumentation = instrumentation;
    }

    /** Registers the report as soon as there is an MBean server. */
    static void registerOnRequest(SwapReport report, Instrumentation instrumentation) {
        instrumentation.addTransformer(new ReportBean(report, instrumentation));
        String server = Boundary.dotted(SERVER);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(server)) { // by another agent
                register(report);
            }
        }
    }

    /** Registers the report now, if it is not registered yet. */
    static void register(SwapReport report) {
        try {
            ObjectName name = new ObjectName(AgentMXBean.NAME);
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            synchronized (ReportBean.class) {
                if (!server.isRegistered(name)) {
                    server.registerMBean(report, name);
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException("cannot register " + AgentMXBean.NAME, e);
        }
    }

    /** Changes no class. On another thread it waits for the server that is about to be made. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (SERVER.equals(name)) {
            instrumentation.removeTransformer(this);
            Thread unused = Helpers.start("furwock report bean", () -> register(report));
        }
        return null;
    }
}
