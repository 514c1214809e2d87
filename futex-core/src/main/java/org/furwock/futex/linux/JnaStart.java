package org.furwock.futex.linux;

import com.sun.jna.NativeLibrary;

/**
 * With its first library JNA starts a thread that stays. It must not be born into the thread group
 * of whoever waits first, nor keep that one's class loader.
 *
 * <p>A class of its own: the thread that starts JNA must not need a class that waits for it.
 */
final class JnaStart implements Runnable {

    private JnaStart() {}

    /** Returns when JNA has started, or has failed to, as the next one who calls it will see. */
    static void inTheRootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, new JnaStart(), "furwock starts jna", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.setUncaughtExceptionHandler((failed, cause) -> {});
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        NativeLibrary.getProcess();
    }
}
