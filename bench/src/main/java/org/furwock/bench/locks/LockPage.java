package org.furwock.bench.locks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The locks of a recording as one self-contained HTML file. */
public final class LockPage {

    private final StringBuilder html = new StringBuilder();

    private LockPage() {}

    /** The page. */
    public static String render(String title, LockRecording recording) {
        LockPage page = new LockPage();
        page.addAll(title, recording);
        return page.html.toString();
    }

    private void addAll(String title, LockRecording recording) {
        List<RecordedSite> sites = recording.hottest(LockTable.MOST);
        add("<!doctype html><html lang=en><meta charset=utf-8>");
        add("<meta name=viewport content='width=device-width'>");
        add("<title>Locks of " + escape(title) + "</title><style>" + style() + "</style>");
        add("<h1>Locks of " + escape(title) + "</h1>");
        addAnswer(sites);
        addSites(sites);
        addWaits(recording.waits(LockTable.MOST));
    }

    private void addAnswer(List<RecordedSite> sites) {
        List<RecordedSite> swap = sites.stream().filter(RecordedSite::isToSwap).toList();
        if (swap.isEmpty()) {
            add("<p class=answer>There is no lock to swap here.</p>");
            return;
        }
        add("<p class=answer>Swap these:</p><ul>");
        for (RecordedSite site : swap) {
            add("<li><code>" + escape(site.site()) + "</code></li>");
        }
        add("</ul>");
    }

    private void addSites(List<RecordedSite> sites) {
        add("<h2>The hottest locks</h2><p>By the time that threads waited; longer is worse.</p>");
        Duration most = sites.isEmpty() ? Duration.ZERO : sites.get(0).totalWait();
        for (RecordedSite site : sites) {
            addSite(site, most);
        }
    }

    private void addSite(RecordedSite site, Duration most) {
        double share = most.isZero() ? 0 : 100.0 * site.totalWait().toNanos() / most.toNanos();
        add("<section><h3><code>" + escape(site.site()) + "</code></h3>");
        add(
                "<div class=bar style='width:"
                        + String.format(Locale.ROOT, "%.1f", share)
                        + "%'></div>");
        add("<dl>");
        addFact("Lock", site.shortClass());
        addFact("Waited in total", LockTable.time(site.totalWait()));
        addFact("Waits", LockTable.count(site.contended()));
        addFact("Longest wait", LockTable.time(site.longestWait()));
        if (site.acquisitions() >= 0) {
            addFact("Acquired", LockTable.count(site.acquisitions()));
            addFact("99 % of holds under", LockTable.time(site.holdP99()));
            addFact("Longest hold", LockTable.time(site.longestHold()));
        }
        addFact("Advice", site.advice());
        add("</dl>");
        if (site.holderStack() != null) {
            add("<details><summary>Longest holder: " + escape(String.valueOf(site.holder())));
            add("</summary><pre>" + escape(site.holderStack()) + "</pre></details>");
        }
        add("</section>");
    }

    private void addFact(String name, String value) {
        add("<div><dt>" + name + "</dt><dd>" + escape(value) + "</dd></div>");
    }

    private void addWaits(List<WaitsFor> waits) {
        add("<h2>Threads that waited for a thread</h2>");
        if (waits.isEmpty()) {
            add("<p>The recording has no such event.</p>");
        }
        for (WaitsFor wait : waits) {
            add("<p class=wait><b>" + escape(wait.waiter()) + "</b> waited for <b>");
            add(escape(wait.owner()) + "</b>: " + LockTable.time(wait.total()) + " in ");
            add(LockTable.count(wait.times()) + "<br><code>" + escape(wait.site()));
            add("</code></p>");
        }
    }

    private void add(String part) {
        html.append(part).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private static String style() {
        try (InputStream css = LockPage.class.getResourceAsStream("locks.css")) {
            if (css == null) {
                throw new IllegalStateException("locks.css is missing from the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
