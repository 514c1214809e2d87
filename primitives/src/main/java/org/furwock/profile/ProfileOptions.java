package org.furwock.profile;

import org.furwock.futex.lowlevel.Privileged;
import org.furwock.waiting.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the lock profile, read once. They are in a class of their own: a lock that tests
 * whether the profile is on initializes no other class of the profile.
 *
 * @since 1.0
 */
public final class ProfileOptions {

    static final String PROPERTY = "furwock.profile";
    static final String TOO_LONG = "furwock.profile.held-too-long";

    private static final int DEFAULT_MILLIS = 20;

    /**
     * Whether the drop-in locks keep a profile: {@code -Dfurwock.profile}. It is a constant for the
     * compilers, so the code that it guards costs nothing when it is false.
     */
    public static final boolean ON = isOn(Privileged.property(PROPERTY));

    /**
     * Nanoseconds from which on a hold is reported as too long: {@code
     * -Dfurwock.profile.held-too-long}, in milliseconds.
     */
    static final long TOO_LONG_NANOS = 1_000_000L * millis(Privileged.property(TOO_LONG));

    private ProfileOptions() {}

    static boolean isOn(@Nullable String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.isEmpty() || value.equals("true")) {
            return true;
        }
        throw new IllegalArgumentException(PROPERTY + "=" + value + ": choose true or false");
    }

    static int millis(@Nullable String value) {
        return Choice.millis(TOO_LONG, value, DEFAULT_MILLIS);
    }
}
