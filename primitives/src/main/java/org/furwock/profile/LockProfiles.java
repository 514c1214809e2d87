package org.furwock.profile;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.util.List;

/**
 * The lock profile of this process.
 *
 * <p>With {@code -Dfurwock.profile}, the drop-in locks of {@code org.furwock.locks} keep it. By
 * default it is off, and costs nothing. A flight recording also has it, as events {@code
 * org.furwock.LockSite}, {@code org.furwock.LockContention} and {@code
 * org.furwock.LockHeldTooLong}. While it is on, the library's classes are not unloaded.
 *
 * @since 1.0
 */
public final class LockProfiles {

    private LockProfiles() {}

    /** Whether the drop-in locks keep a profile. */
    public static boolean isOn() {
        return ProfileOptions.ON;
    }

    /**
     * The profile of each site that has created a lock, the one with the longest waits in total
     * first. Empty if the profile is off.
     */
    public static List<LockSiteProfile> snapshot() {
        return LockSites.all().stream()
                .map(LockSite::snapshot)
                .sorted(comparing(profile -> profile.waits().total(), reverseOrder()))
                .toList();
    }
}
