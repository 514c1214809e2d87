package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HtmlReportTest {

    private static final Pattern SCRIPT = Pattern.compile("<script.*?</script>", Pattern.DOTALL);
    private static final int ONE_MEGABYTE = 1_000_000;

    @Test
    void shouldForbidItselfToLoadAnything() throws IOException {
        String html = HtmlReport.toHtml(Reports.everything());

        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("Content-Security-Policy\" content=\"default-src 'none'");
        assertThat(html).doesNotContain("src=\"", "href=\"http", "@import", "url(");
    }

    @Test
    void shouldHoldTheChartLibraryOnceWithItsLicence() throws IOException {
        String html = HtmlReport.toHtml(Reports.everything());

        assertThat(html)
                .containsOnlyOnce("https://www.chartjs.org")
                .containsOnlyOnce("Permission is hereby granted");
    }

    @Test
    void shouldStayUnderAMegabyte(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");

        HtmlReport.write(Reports.everything(), file);

        assertThat(Files.size(file)).isLessThan(ONE_MEGABYTE);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file); // and nothing beside it
        }
    }

    @Test
    void shouldShowTheMachineTheResultsTheTargetsAndWhatFailed() throws IOException {
        String html = HtmlReport.toHtml(Reports.sample());

        assertThat(SCRIPT.matcher(html).replaceAll(""))
                .containsSubsequence(
                        "latch: it broke",
                        "What bounds it",
                        "Mutex / ReentrantLock",
                        "2.00 times as fast",
                        "Barrier / CyclicBarrier",
                        "11 % faster",
                        "2.50 miss",
                        "24.0",
                        "2025-02-03T04:05:06Z",
                        "compare --only &quot;a&lt;b&quot;",
                        "CPU &quot;quoted&quot;",
                        "JDK 17",
                        "C is left out");
    }

    @Test
    void shouldPutTheVerdictBesideTheName() throws IOException {
        assertThat(HtmlReport.toHtml(Reports.sample()))
                .contains(
                        "<td class=\"name\">Mutex / ReentrantLock</td>"
                                + "<td class=\"verdict\">2.00 times as fast</td>");
    }

    @Test
    void shouldShowABarsFigureForFewCasesAndAMapForAGrid() throws IOException {
        assertThat(HtmlReport.toHtml(Reports.sample())).doesNotContain("class=\"map\"");
        assertThat(HtmlReport.toHtml(Reports.everything()))
                .containsOnlyOnce("class=\"map\"")
                .contains("<caption>FutexReentrantLock / ReentrantLock: speed</caption>");
    }

    @Test
    void shouldLeaveOutTheAnswerWhereNothingReplacesAClassOfTheJdk() throws IOException {
        assertThat(HtmlReport.toHtml(Reports.sample())).contains("On this machine, idle:");
        assertThat(HtmlReport.toHtml(Reports.with(Reports.grid("synchronized"))))
                .doesNotContain("On this machine", "class=\"answer\"");
    }
}
