package org.furwock.futex.lowlevel;

/**
 * Starts this library's own threads. They inherit nothing from the thread that starts them: not its
 * thread group, context class loader, inheritable thread locals, nor the rights of the callers on
 * its stack. Each of these can keep the class loader of an application that has been undeployed.
 */
public final class Helpers {

    private static final long STACK = 256 * 1024;

    private Helpers() {}

    /** Starts a daemon thread. */
    public static Thread start(String name, Runnable task) {
        return Privileged.call(
                () -> {
                    Thread thread = new Thread(root(), task, name, STACK, false);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(null);
                    thread.start();
                    return thread;
                });
    }

    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
