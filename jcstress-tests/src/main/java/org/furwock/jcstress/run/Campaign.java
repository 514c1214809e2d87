package org.furwock.jcstress.run;

import java.util.List;

/**
 * One start of jcstress: some tests, each in a JVM with these flags.
 *
 * @param label what to call it
 * @param tests their names
 * @param flags of the JVMs that run the tests
 * @param millis how long an iteration takes
 * @param iterations how many a JVM runs
 * @param patienceMillis how long a thread may wait for one thing
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

    /** The regular expression that finds just these tests. */
    String selection() {
        List<String> quoted = tests.stream().map(name -> name.replace(".", "\\.")).toList();
        return "^(" + String.join("|", quoted) + ")$";
    }
}
