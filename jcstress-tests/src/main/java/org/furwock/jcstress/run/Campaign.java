package org.furwock.jcstress.run;

import java.util.List;

/**
 * One start of jcstress: every selected test, in JVMs with these flags.
 *
 * @param label what to call it
 * @param selection a regular expression over test names
 * @param flags of the JVMs that run the tests
 * @param millis how long an iteration takes
 * @param iterations how many a JVM runs
 * @param patienceMillis how long a thread may wait for one thing
 * @param options for jcstress, which override the rest
 */
public record Campaign(
        String label,
        String selection,
        List<String> flags,
        int millis,
        int iterations,
        int patienceMillis,
        List<String> options) {}
