package org.furwock.bench.agent.profile;

import java.util.List;
import java.util.Locale;
import org.furwock.profile.LockProfiles;
import org.furwock.profile.LockSiteProfile;

/** The profile as text, for the end of the program. */
public final class ProfileReport {

    private static final int MOST = 10;

    private ProfileReport() {}

    /**
     * The sites with the longest waits.
     *
     * @param skipped the names of the classes that could not be profiled
     */
    public static String text(List<String> skipped) {
        StringBuilder text = new StringBuilder();
        List<LockSiteProfile> sites = LockProfiles.snapshot();
        text.append("Furwock agent, profile=jdk: ").append(sites.size()).append(" lock sites\n");
        sites.stream().limit(MOST).forEach(site -> append(text, site));
        skipped.forEach(
                name ->
                        text.append("  not profiled: ")
                                .append(name)
                                .append(", whose class loader does not find ours\n"));
        return text.toString();
    }

    private static void append(StringBuilder text, LockSiteProfile site) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "  %s%n    %s: acquired %d, waits %d, waited %.1f ms,"
                                + " longest %.1f ms, held at most %.1f ms%n",
                        site.site(),
                        site.lockClass().substring(site.lockClass().lastIndexOf('.') + 1),
                        site.acquisitions(),
                        site.contended(),
                        site.waits().total().toNanos() / 1e6,
                        site.waits().longest().toNanos() / 1e6,
                        site.holds().longest().toNanos() / 1e6));
    }
}
