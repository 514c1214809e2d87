package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HtmlReportTest {

    private static final Pattern PICTURE =
            Pattern.compile("data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)");

    @BeforeAll
    static void needNoScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void shouldNeedNothingButItself() throws IOException {
        String html = HtmlReport.toHtml(Reports.sample());

        assertThat(html).startsWith("<!DOCTYPE html>").contains("<style>");
        assertThat(html).doesNotContain("http://", "https://", "<script", "<link");
    }

    @Test
    void shouldShowTheMachineTheResultsTheTargetsAndWhatFailed() throws IOException {
        String html = HtmlReport.toHtml(Reports.sample());

        // Without the pictures, which are most of it.
        assertThat(PICTURE.matcher(html).replaceAll(""))
                .containsSubsequence(
                        "2025-02-03T04:05:06Z",
                        "compare --only &quot;a&lt;b&quot;",
                        "CPU &quot;quoted&quot;",
                        "JDK 17",
                        "C is left out",
                        "latch: it broke",
                        "What bounds it",
                        "Mutex / ReentrantLock",
                        "2.0 times as fast",
                        "Barrier / CyclicBarrier",
                        "0.40 miss",
                        "24.0");
    }

    @Test
    void shouldDrawEachPictureForAPageAndForAHand() throws Exception {
        List<String> pictures =
                PICTURE.matcher(HtmlReport.toHtml(Reports.sample()))
                        .results()
                        .map(MatchResult::group)
                        .map(uri -> uri.substring(uri.indexOf(',') + 1))
                        .toList();

        // The grid, and the bars of two families; round trips have no result here to stand by.
        assertThat(pictures).hasSize(2 * 3);
        for (String picture : pictures) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(
                    "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            assertThat(
                            factory.newDocumentBuilder()
                                    .parse(
                                            new ByteArrayInputStream(
                                                    Base64.getDecoder().decode(picture)))
                                    .getDocumentElement()
                                    .getTagName())
                    .isEqualTo("svg");
        }
    }

    @Test
    void shouldWriteThePicturesBesideIt(@TempDir Path folder) throws IOException {
        HtmlReport.write(Reports.sample(), folder.resolve("report.html"));

        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures =
                    files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
            assertThat(pictures)
                    .extracting(file -> String.valueOf(file.getFileName()))
                    .containsExactly(
                            "bars-barrier.png",
                            "bars-contended.png",
                            "grid-mutex-reentrantlock.png",
                            "round-trips-pingpong.png");
            for (Path picture : pictures) {
                assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(900);
            }
        }
        assertThat(Files.readString(folder.resolve("report.html"), StandardCharsets.UTF_8))
                .endsWith("</html>\n");
    }

    @Test
    void shouldEscapeWhatWouldBeMarkup() {
        assertThat(HtmlReport.escape("a<b> & \"c\"")).isEqualTo("a&lt;b&gt; &amp; &quot;c&quot;");
    }
}
