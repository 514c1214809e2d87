package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page in a real browser, at the widths of a phone, a tablet and a desk. */
@Timeout(300)
class BrowserTest {

    /** Where the pictures go, for a look at what was tested. */
    private static final Path PICTURES = Path.of("target", "page");

    private static final String WIDER_THAN_THE_SCREEN =
            """
            [...document.querySelectorAll("body *")]
              .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
              .map(e => e.tagName + " " + e.className + " " + e.textContent.slice(0, 40))
            """;

    /** A chart that drew nothing has no pixel that is not transparent. */
    private static final String EMPTY_CHARTS =
            """
            [...document.querySelectorAll("figure.bars")].filter(figure => {
              const canvas = figure.querySelector("canvas");
              return !canvas || !canvas.getContext("2d")
                .getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte > 0);
            }).map(figure => figure.getAttribute("aria-label"))
            """;

    private static final String BRIGHTNESS_OF_THE_GROUND =
            """
            getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)
              .reduce((sum, part) => sum + Number(part), 0) / 3
            """;

    private static @Nullable Browser browser;

    @TempDir static Path folder;

    static Stream<Arguments> screens() {
        return IntStream.of(390, 800, 1280)
                .boxed()
                .flatMap(
                        width ->
                                Stream.of("light", "dark")
                                        .map(scheme -> Arguments.of(width, scheme)));
    }

    @BeforeAll
    static void startBrowser() throws IOException {
        Optional<Browser> started = Browser.start();
        assumeTrue(
                started.isPresent(),
                "no chromium with chromedriver on the PATH: nobody looked at the page");
        browser = started.get();
        HtmlReport.write(Reports.everything(), page());
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path page() {
        return folder.resolve("report.html");
    }

    private static Browser open(int width, String scheme) {
        Browser open = Objects.requireNonNull(browser);
        open.console(); // of the page before
        open.open(page(), width, scheme);
        return open;
    }

    @ParameterizedTest
    @MethodSource("screens")
    void shouldFitTheScreenAndDrawEveryChartWithoutAnError(int width, String scheme)
            throws IOException {
        Browser page = open(width, scheme);

        Files.write(PICTURES.resolve("page-" + width + "-" + scheme + ".png"), page.screenshot());
        assertThat(page.evaluate("innerWidth")).isEqualTo((long) width);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo((long) width);
        assertThat(page.evaluate(WIDER_THAN_THE_SCREEN)).isEqualTo(List.of());
        // The overview, barriers, ping-pong and its round trips, reader-writer locks.
        assertThat(page.evaluate("document.querySelectorAll('figure.bars').length")).isEqualTo(5L);
        assertThat(page.evaluate(EMPTY_CHARTS)).isEqualTo(List.of());
        assertThat(page.console()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("screens")
    void shouldAnswerOnTheFirstScreenWithVerdictsBesideTheirNames(int width, String scheme) {
        Browser page = open(width, scheme);

        assertThat((Double) bottom(page, ".answer")).isLessThan(Browser.HEIGHT);
        assertThat((Double) bottom(page, "header figure.bars")).isLessThan(Browser.HEIGHT);
        assertThat(
                        page.evaluate(
                                "[...document.querySelectorAll('.results td.verdict')]"
                                        + ".every(e => e.getBoundingClientRect().top"
                                        + " - e.previousElementSibling"
                                        + ".getBoundingClientRect().top < 2)"))
                .isEqualTo(true);
    }

    private static Object bottom(Browser page, String selector) {
        return page.evaluate(
                "0.1 + Math.max(...[...document.querySelectorAll('"
                        + selector
                        + "')].map(e => e.getBoundingClientRect().bottom))");
    }

    @Test
    void shouldFollowTheColorSchemeOfTheReader() {
        assertThat((Double) brightness("light")).isGreaterThan(200);
        assertThat((Double) brightness("dark")).isLessThan(60);
    }

    private static Object brightness(String scheme) {
        return open(800, scheme).evaluate("0.1 + " + BRIGHTNESS_OF_THE_GROUND);
    }

    @Test
    void shouldBeAbleToFail() throws IOException {
        Path broken = folder.resolve("broken.html");
        Files.writeString(
                broken,
                "<body><div style='width: 2000px'>wide</div>"
                        + "<figure class='bars' aria-label='no chart'></figure>"
                        + "<script>throw new Error('seen')</script>");
        Browser page = open(390, "light");
        page.open(broken, 390, "light");

        assertThat(page.evaluate(WIDER_THAN_THE_SCREEN)).asString().contains("DIV", "wide");
        assertThat(page.evaluate(EMPTY_CHARTS)).isEqualTo(List.of("no chart"));
        assertThat(page.console()).singleElement().asString().contains("seen");
    }
}
