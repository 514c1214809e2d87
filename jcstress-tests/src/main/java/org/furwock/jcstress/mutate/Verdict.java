package org.furwock.jcstress.mutate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a mutant.
 *
 * @param mutant the mutant
 * @param mode mode of the test that noticed it; null if none did
 * @param outcome the end of that run
 * @param nanos time from the start of the first test
 */
record Verdict(Mutant mutant, Check.@Nullable Mode mode, @Nullable Outcome outcome, long nanos) {

    private static final Pattern SEGMENT = Pattern.compile("\\[([a-z-]+):([^\\]]+)\\]");
    private static final String ROOT = "org.furwock.";

    boolean survived() {
        return outcome == null && mutant.equivalent() == null;
    }

    boolean killed() {
        return outcome != null;
    }

    boolean hung() {
        return outcome != null && outcome.kind() == Outcome.Kind.HUNG;
    }

    /** Class and method of the test. */
    static String testName(String uniqueId) {
        Matcher segments = SEGMENT.matcher(uniqueId);
        StringBuilder name = new StringBuilder();
        while (segments.find()) {
            String kind = segments.group(1);
            String value = segments.group(2).replaceAll("\\(.*", "");
            if (!kind.equals("engine") && !kind.endsWith("invocation") && !kind.startsWith("dyn")) {
                name.append(name.length() == 0 ? "" : ".").append(value);
            }
        }
        String text = name.length() == 0 ? uniqueId : name.toString();
        return text.startsWith(ROOT) ? text.substring(ROOT.length()) : text;
    }

    /** The id of the method of tests in which this one is, which JUnit can run alone. */
    static String methodId(String uniqueId) {
        Matcher segments = SEGMENT.matcher(uniqueId);
        while (segments.find()) {
            String kind = segments.group(1);
            if (kind.equals("method")
                    || kind.equals("test-template")
                    || kind.equals("test-factory")) {
                return uniqueId.substring(0, segments.end());
            }
        }
        return uniqueId;
    }
}
