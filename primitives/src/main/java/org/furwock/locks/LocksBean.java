package org.furwock.locks;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.furwock.diagnostics.LocksMXBean;
import org.furwock.diagnostics.NamedLock;

/** The bean for JMX. Only this class needs the module {@code java.management}. */
final class LocksBean implements LocksMXBean {

    private LocksBean() {}

    static void register() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new LocksBean(), new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException("cannot register " + NAME, e);
        }
    }

    static void unregister() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException("cannot unregister " + NAME, e);
        }
    }

    @Override
    public int getWaitingThreadCount() {
        return LockDiagnostics.waitingThreadCount();
    }

    @Override
    public List<NamedLock> getNamedLocks() {
        return LockDiagnostics.namedLocks();
    }

    @Override
    public int getDeadlockCount() {
        return Deadlocks.find().size();
    }

    @Override
    public String dumpDeadlocks() {
        return Deadlocks.dump();
    }

    @Override
    public String dumpInversions() {
        return LockDiagnostics.dumpInversions();
    }
}
