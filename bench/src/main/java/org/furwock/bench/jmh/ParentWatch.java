package org.furwock.bench.jmh;

import java.io.IOException;

/** Ends a helper process together with its parent process, in whatever way the parent ends. */
public final class ParentWatch {

    private ParentWatch() {}

    /**
     * Halts this JVM as soon as standard input ends. The parent holds the other end of that pipe
     * and writes nothing, so the kernel closes it when the parent exits, fails or is killed.
     */
    public static void start() {
        Thread watcher = new Thread(ParentWatch::haltWithParent, "parent watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent sends no data.
            }
        } catch (IOException e) {
            // A broken pipe means the same as the end of input.
        }
        Runtime.getRuntime().halt(0);
    }
}
