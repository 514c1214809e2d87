package org.furwock.futex.lowlevel;

/**
 * Starts this library's own threads, which keep nothing of the thread that happens to be the first
 * to need one: not its thread group, context class loader, inheritable thread locals, nor the
 * rights of the callers on its stack. All these can keep the class loader of an application that is
 * gone.
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
