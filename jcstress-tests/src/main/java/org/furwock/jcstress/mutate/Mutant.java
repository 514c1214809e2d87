package org.furwock.jcstress.mutate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flaw that is seeded into a class.
 *
 * @param name short, and never changed
 * @param flaw the flaw, as a sentence
 * @param type the name of the class
 * @param method the method, by its name, or by the beginning of its name and descriptor
 * @param edit the change of the byte code
 * @param checks the tests that may notice it, in the order in which they are tried
 * @param quick whether it is one of the most telling
 * @param equivalent why no test can notice it; null if one can
 */
record Mutant(
        String name,
        String flaw,
        String type,
        String method,
        Edit edit,
        List<Check> checks,
        boolean quick,
        @Nullable String equivalent) {}
