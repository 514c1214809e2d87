package org.furwock.bench.report;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The browser of this machine, without a window. Nothing is downloaded. */
final class Browser implements AutoCloseable {

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");

    /** Of every screen, in pixels: a phone's. */
    static final int HEIGHT = 844;

    private static final String DRIVER = "chromedriver";

    /**
     * It warns that it does not know the newest browser's other protocol, which is not used here.
     */
    private static final Logger NOISE = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it; nothing if this machine has no browser, or no driver for it. */
    static Optional<Browser> start() {
        Optional<File> browser = BROWSERS.stream().flatMap(Browser::onPath).findFirst();
        Optional<File> driver = onPath(DRIVER).findFirst();
        return browser.isEmpty() || driver.isEmpty()
                ? Optional.empty()
                : Optional.of(new Browser(start(browser.get(), driver.get())));
    }

    private static Stream<File> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toFile);
    }

    private static ChromeDriver start(File browser, File driver) {
        NOISE.setLevel(Level.OFF);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        // As root, and in a container with a small /dev/shm, it starts only with these two.
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", logs);
        return new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options);
    }

    /** Shows a page on a screen of that width. */
    void open(Path page, int width, String colorScheme) {
        resize(width, HEIGHT);
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
        driver.get(page.toUri().toString());
    }

    /** Gives the screen another size. */
    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What a script returns. */
    Object evaluate(String script) {
        return driver.executeScript("return " + script);
    }

    /** Everything that the console said since it was last asked. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The first screen as PNG. */
    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
