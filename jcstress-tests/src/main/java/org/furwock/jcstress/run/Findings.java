package org.furwock.jcstress.run;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints each failure as soon as it is in jcstress's log; the results file can be read only at the
 * end. jcstress repeats all failures at its end: a test that was printed is not printed again.
 *
 * <p>A failure begins with its status in brackets and the test's name. The lines that belong to it
 * are indented. A finding shows the forbidden outcomes, and the dump of the {@link
 * org.furwock.jcstress.Watchdog} up to the kernel's view.
 */
final class Findings {

    private static final Pattern HEADLINE =
            Pattern.compile("\\[([A-Z][A-Z ]*)] (org\\.furwock\\.jcstress\\.\\S+)");

    /** Statuses that have a clearer name in the table. */
    private static final Map<String, String> NAMES =
            Map.of("FAILED", "FORBIDDEN", "TIMEOUT ERROR", "HUNG", "VM ERROR", "JVM ENDED");

    private static final Pattern PASSED = Pattern.compile("OK|INTERESTING");
    private static final Pattern FORBIDDEN = Pattern.compile("^ .*\\bForbidden\\b");
    private static final String ROOT = "org.furwock.jcstress.";
    private static final String DUMP = "error stream:";
    private static final String MESSAGES = "Messages:";

    private final PrintStream out;
    private final Progress progress;
    private final Set<String> printed = new HashSet<>();
    private boolean failed;
    private boolean relevant;

    Findings(PrintStream out, Progress progress) {
        this.out = out;
        this.progress = progress;
    }

    /** The next line of the log. */
    void line(String line) {
        Matcher headline = HEADLINE.matcher(line);
        if (headline.find()) {
            boolean passed = PASSED.matcher(headline.group(1)).matches();
            failed = !passed && printed.add(headline.group(2));
            relevant = false;
            if (failed) {
                print(
                        String.format(
                                "%4d s  %s: %s",
                                progress.seconds(),
                                NAMES.getOrDefault(headline.group(1), headline.group(1)),
                                headline.group(2).substring(ROOT.length())));
            }
        } else if (!line.startsWith(" ")) {
            failed &= line.isBlank();
        } else if (failed) {
            detail(line);
        }
    }

    private void detail(String line) {
        if (line.strip().startsWith(Report.KERNEL_VIEW)) {
            relevant = false;
        } else if (line.contains(DUMP) || line.contains(MESSAGES)) {
            relevant = true;
        } else if (relevant || FORBIDDEN.matcher(line).find()) {
            print("    " + line.strip());
        }
    }

    private void print(String text) {
        progress.clear();
        Lines.println(out, text);
    }
}
