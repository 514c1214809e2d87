package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.ForkMode;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.compare.Ratio;
import org.furwock.bench.compare.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {

    private static final List<ComparisonResult> RESULTS =
            List.of(
                    result(Family.QUEUE, "4 + 4", "FutexReentrantLock", Environment.IDLE, 0.31),
                    result(Family.BARRIER, "4 parties", "Barrier", Environment.IDLE, 0.42),
                    result(Family.LATCH, "", "Latch", Environment.IDLE, 0.77),
                    result(Family.QUEUE, "4 + 4", "FutexReentrantLock", Environment.BUSY, 27),
                    result(Family.BARRIER, "4 parties", "Barrier", Environment.BUSY, 0.93),
                    result(Family.BARRIER, "4 parties", "Barrier", Environment.PINNED, 1.24));

    private static ComparisonResult result(
            Family family, String title, String ours, Environment environment, double ratio) {
        return new ComparisonResult(
                family,
                title,
                environment,
                ours,
                "PeerOf" + ours,
                10,
                20,
                new Ratio(ratio, ratio / 2, ratio * 2),
                List.of(ratio, ratio));
    }

    private static CompareReport report() {
        CompareReport sample = Reports.sample();
        return new CompareReport(
                "1",
                "compare",
                Instant.EPOCH,
                1,
                sample.machine(),
                Pace.NORMAL,
                ForkMode.TOGETHER,
                2,
                RESULTS,
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    @Test
    void shouldPutAPairIntoOneRowWithAColumnForEachEnvironment() {
        SideBySide sideBySide = SideBySide.of(RESULTS);

        assertThat(sideBySide.environments())
                .containsExactly(Environment.IDLE, Environment.BUSY, Environment.PINNED);
        assertThat(sideBySide.rows())
                .extracting(SideBySide.Row::work)
                .containsExactly("queue, 4 + 4", "barrier, 4 parties"); // the latch: idle only
        assertThat(sideBySide.rows().get(0).ratios())
                .containsOnlyKeys(Environment.IDLE, Environment.BUSY);
    }

    @Test
    void shouldBeEmptyIfNothingElseThanIdleWasMeasured() {
        assertThat(ResultTable.sideBySide(RESULTS.subList(0, 3))).isEmpty();
        assertThat(SideBySide.of(RESULTS.subList(0, 3)).environments()).isEmpty();
    }

    @Test
    void shouldShowTheRatiosOfACaseInOneLineOfTheTable() {
        String table = ResultTable.sideBySide(RESULTS);

        assertThat(table.lines())
                .anySatisfy(line -> assertThat(line).containsSubsequence("idle", "busy", "pinned"))
                .anySatisfy(line -> assertThat(line).containsSubsequence("Barrier / PeerOfBarrier"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .containsSubsequence("2.38", "1.19 - 4.76", "1.08", "0.81"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .containsSubsequence("3.23", "0.04", "0.02 - 0.07", " -"));
        assertThat(table).doesNotContain("Latch");
    }

    @Test
    void shouldFitIntoTheWidthWhateverTheNumbers() {
        ComparisonResult wide =
                new ComparisonResult(
                        Family.CONTENDED,
                        "16 threads, section 200, pause 2000",
                        Environment.BUSY,
                        "FutexReentrantReadWriteLock",
                        "ReentrantReadWriteLock",
                        10,
                        20,
                        new Ratio(0.0001, 0.00001, 0.0009),
                        List.of(1.0));

        assertThat(ResultTable.sideBySide(List.of(wide)))
                .contains(">999 - >999")
                .satisfies(
                        table ->
                                assertThat(table.lines())
                                        .allSatisfy(line -> assertThat(line).hasSizeLessThan(81)));
    }

    @Test
    void shouldShowThemInThePageOnceAndElsewhereTheIdleOnes() throws IOException {
        String html = HtmlReport.toHtml(report());

        assertThat(html)
                .containsSubsequence(
                        "id=\"side-by-side\"",
                        ">idle</th>",
                        ">busy</th>",
                        ">pinned</th>",
                        "queue, 4 + 4",
                        "3.23",
                        "0.04",
                        "barrier, 4 parties",
                        "2.38",
                        "1.08",
                        "0.81",
                        "</section>",
                        "<section id=\"queue\">");
        assertThat(html.substring(html.indexOf("<section id=\"barrier\">")))
                .contains(">2.38<")
                .doesNotContain(">1.08<", ">0.81<");
    }

    @Test
    void shouldWriteTheRatiosOfAPairIntoOneObject() throws IOException {
        JsonNode root = new ObjectMapper().readTree(JsonReport.toJson(report()));

        JsonNode queue = root.path("sideBySide").path(0);
        assertThat(queue.path("case").asText()).isEqualTo("4 + 4");
        assertThat(queue.path("idle").asDouble()).isEqualTo(0.31);
        assertThat(queue.path("busy").asDouble()).isEqualTo(27);
        assertThat(queue.has("pinned")).isFalse();
        assertThat(root.path("results").path(5).path("environment").asText()).isEqualTo("pinned");
    }

    @Test
    void shouldReadBackAPairOfEachEnvironmentUnderItsOwnName(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("out.json");
        JsonReport.write(report(), file);

        assertThat(JsonReport.read(file).results())
                .extracting(JsonReport.SavedResult::name)
                .doesNotHaveDuplicates()
                .contains(
                        "barrier, 4 parties: Barrier / PeerOfBarrier",
                        "barrier, 4 parties, pinned: Barrier / PeerOfBarrier");
    }

    @Test
    void shouldSetNoTargetForOtherEnvironments() {
        assertThat(target(Environment.IDLE)).isPresent();
        assertThat(target(Environment.BUSY)).isEmpty();
    }

    private static Optional<Target> target(Environment environment) {
        return new ComparisonResult(
                        Family.LATCH,
                        "",
                        environment,
                        "Latch",
                        "CountDownLatch",
                        1,
                        1,
                        new Ratio(1, 1, 1),
                        List.of(1.0))
                .target("jna");
    }
}
