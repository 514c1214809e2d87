package org.furwock.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the standard streams lead to. */
final class Terminal {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /**
     * Whether somebody reads standard error on a terminal. {@link System#console()} does not tell:
     * it asks about the other two streams, and on newer JDKs it is there in any case.
     */
    static boolean isErrorInteractive() {
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // not Linux
        }
    }
}
