package org.furwock.jcstress.run;

import java.lang.annotation.Annotation;
import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.NeedsMembarrier;
import org.openjdk.jcstress.infra.runners.TestList;

/** The annotations of a test's class. */
final class TestTraits {

    private TestTraits() {}

    /** Whether the test is a broken twin. */
    static boolean isBroken(String test) {
        return has(test, BrokenTwin.class);
    }

    /** Whether the test proves nothing without membarrier. */
    static boolean needsMembarrier(String test) {
        return has(test, NeedsMembarrier.class);
    }

    private static boolean has(String test, Class<? extends Annotation> annotation) {
        String name = TestList.getInfo(test).binaryName();
        try {
            // Not initialized here: that is for the JVM that runs the test.
            Class<?> type = Class.forName(name, false, TestTraits.class.getClassLoader());
            return type.isAnnotationPresent(annotation);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "the jar lists a test that it does not hold: " + name, e);
        }
    }
}
