package org.furwock.jcstress.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The progress of a run: one line that is overwritten on a terminal; otherwise a line at times. */
public final class Progress {

    private static final long QUIET_NANOS = 30_000_000_000L;

    private final PrintStream out;
    private final boolean terminal = isTerminal();
    private final long start = System.nanoTime();
    private long lastLine = start;
    private int width;

    /** Shows the progress on this stream. */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Replaces the text on the terminal. */
    public void show(String text) {
        long now = System.nanoTime();
        String line = String.format("%4d s  %s", seconds(), text);
        if (terminal) {
            clear();
            out.print(line);
            out.flush();
            width = line.length();
        } else if (now - lastLine > QUIET_NANOS) {
            lastLine = now;
            out.println(line);
        }
    }

    /** Clears the line, before other output. */
    public void clear() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }

    /** Seconds since the start. */
    public long seconds() {
        return (System.nanoTime() - start) / 1_000_000_000L;
    }

    /** Whether standard output is a terminal. Newer JDKs have a console even without a terminal. */
    private static boolean isTerminal() {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/1"));
            return target.startsWith("/dev") && !target.endsWith("null");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
