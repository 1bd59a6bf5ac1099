package io.segue.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Starts this machine's Chromium, without a window and without talking to anybody.
 *
 * <p>Tests of pages are skipped on machines without one, except where {@code CI=true}: there {@code
 * scripts/install-browser} has to be run before.
 */
public final class Browser {

  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVERS =
      List.of(
          "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver", "/usr/local/bin/chromedriver");

  private Browser() {}

  /** Skips the test where there is no browser or no driver for it. */
  public static void require() {
    boolean installed = find(BROWSERS).isPresent() && find(DRIVERS).isPresent();
    if (!installed && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("There is no Chromium; run scripts/install-browser first.");
    }
    assumeTrue(installed, "There is no Chromium here; scripts/install-browser installs it.");
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder for what it keeps
   */
  public static ChromeDriver start(Path profile, int width, int height) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(find(BROWSERS).orElseThrow());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile,
        "--window-size=" + width + "," + height);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(find(DRIVERS).orElseThrow()))
            .usingAnyFreePort()
            .build(),
        options);
  }

  /**
   * Gives pages a size and a colour scheme. Windows are not as narrow as a phone; what a page sees
   * is.
   */
  public static void show(ChromeDriver browser, int width, int height, boolean dark) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Leaves a picture of the whole page, in a width. */
  public static void keepPicture(ChromeDriver browser, int width, boolean dark, Path file)
      throws IOException {
    Number height = (Number) browser.executeScript("return document.documentElement.scrollHeight");
    show(browser, width, height == null ? 900 : height.intValue(), dark);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
  }

  private static Optional<String> find(List<String> paths) {
    return Stream.concat(
            Stream.ofNullable(System.getenv("PATH"))
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
                .flatMap(
                    folder ->
                        paths.stream()
                            .map(candidate -> folder + "/" + Path.of(candidate).getFileName())),
            paths.stream())
        .filter(path -> new File(path).canExecute())
        .findFirst();
  }
}
