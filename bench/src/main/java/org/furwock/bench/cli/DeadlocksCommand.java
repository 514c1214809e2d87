package org.furwock.bench.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.furwock.diagnostics.LocksMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the deadlocks of a running program, by its bean. */
@Command(
        name = "deadlocks",
        mixinStandardHelpOptions = true,
        description = "Shows the deadlocks of a running program, those of virtual threads too.",
        footer = {
            "",
            "The program must have called LockDiagnostics.register(), and belong to the",
            "same user. It needs no option at its start."
        })
final class DeadlocksCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PID", description = "The process id of its JVM.")
    String pid;

    @Override
    @SuppressWarnings("BanJNDI") // the address comes from a JVM of the same user, and has no name
    public Integer call() throws IOException {
        JMXServiceURL address = new JMXServiceURL(startAgent());
        try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(bean(connector.getMBeanServerConnection()).dumpDeadlocks());
            out.flush();
        }
        return 0;
    }

    /** Starts the JVM's own agent for JMX, unless it runs already. Returns its address. */
    private String startAgent() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(pid);
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw new IOException("cannot attach to process " + pid + ": " + e.getMessage(), e);
        }
    }

    private LocksMXBean bean(MBeanServerConnection server) throws IOException {
        try {
            ObjectName name = new ObjectName(LocksMXBean.NAME);
            if (server.isRegistered(name)) {
                return JMX.newMXBeanProxy(server, name, LocksMXBean.class);
            }
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
        throw new IllegalStateException(
                "process "
                        + pid
                        + " has no bean "
                        + LocksMXBean.NAME
                        + ": it has not called LockDiagnostics.register()");
    }
}
