package org.furwock.bench.locks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The locks of a recording as text of at most 80 columns. */
public final class LockTable {

    static final int WIDTH = 80;
    static final int MOST = 10;

    private static final String ROW = "%3s  %9s %9s %9s %9s  %-15s %s%n";

    private LockTable() {}

    /** The table, the waits and the advice. */
    public static String render(LockRecording recording) {
        List<RecordedSite> sites = recording.hottest(MOST);
        if (sites.isEmpty()) {
            return "The recording has no lock that a thread waited for, and no lock profile."
                    + System.lineSeparator()
                    + "Record with -Dfurwock.profile, or with the agent's profile=jdk."
                    + System.lineSeparator();
        }
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(ROW, "", "acquired", "waits", "total", "longest", "advice", "")
                        .stripTrailing());
        text.append(System.lineSeparator());
        for (int i = 0; i < sites.size(); i++) {
            addSite(text, i + 1, sites.get(i));
        }
        addWaits(text, recording.waits(MOST));
        addAdvice(text, sites);
        return text.toString();
    }

    private static void addSite(StringBuilder text, int rank, RecordedSite site) {
        text.append(
                String.format(
                                ROW,
                                rank,
                                site.acquisitions() < 0 ? "-" : count(site.acquisitions()),
                                count(site.contended()),
                                time(site.totalWait()),
                                time(site.longestWait()),
                                site.advice(),
                                "")
                        .stripTrailing());
        text.append(System.lineSeparator());
        line(text, "     " + site.shortClass() + " of");
        line(text, "     " + site.site());
    }

    private static void addWaits(StringBuilder text, List<WaitsFor> waits) {
        if (!waits.isEmpty()) {
            line(text, "");
            line(text, "Threads that waited for a thread:");
        }
        for (WaitsFor wait : waits) {
            line(
                    text,
                    String.format(
                            "%9s in %s: %s -> %s",
                            time(wait.total()), count(wait.times()), wait.waiter(), wait.owner()));
        }
    }

    private static void addAdvice(StringBuilder text, List<RecordedSite> sites) {
        List<RecordedSite> swap = sites.stream().filter(RecordedSite::isToSwap).toList();
        line(text, "");
        line(text, swap.isEmpty() ? "There is no lock to swap here." : "Swap these:");
        for (RecordedSite site : swap) {
            line(text, "  " + site.site());
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(shorten(line)).append(System.lineSeparator());
    }

    /** Leaves out the middle, since a site ends with its line number. */
    private static String shorten(String line) {
        if (line.length() <= WIDTH) {
            return line;
        }
        int head = WIDTH / 3;
        return line.substring(0, head) + "..." + line.substring(line.length() - (WIDTH - head - 3));
    }

    static String count(long number) {
        if (number < 100_000) {
            return Long.toString(number);
        }
        return number < 100_000_000 ? number / 1_000 + "k" : number / 1_000_000 + "M";
    }

    static String time(Duration duration) {
        double nanos = duration.toNanos();
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
        }
        return nanos < 1e9
                ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
