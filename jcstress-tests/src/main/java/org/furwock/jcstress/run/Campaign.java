package org.furwock.jcstress.run;

import java.util.List;

/**
 * One start of jcstress: some tests, each in a JVM with these flags.
 *
 * @param label for the report
 * @param tests their names
 * @param flags of the JVMs that run the tests
 * @param millis length of an iteration
 * @param iterations number of iterations in a JVM
 * @param patienceMillis the longest wait of a thread
 * @param options for jcstress, which override the rest
 */
public record Campaign(
        String label,
        List<String> tests,
        List<String> flags,
        int millis,
        int iterations,
        int patienceMillis,
        List<String> options) {

    /** The regular expression that finds exactly these tests. */
    String selection() {
        List<String> quoted = tests.stream().map(name -> name.replace(".", "\\.")).toList();
        return "^(" + String.join("|", quoted) + ")$";
    }
}
