package io.segue.trainer.card;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts this machine's Chromium, without a window and without talking to anybody. */
final class Browser {

  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVERS =
      List.of(
          "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver", "/usr/local/bin/chromedriver");

  private Browser() {}

  /** Whether there is a browser and a driver for it. */
  static boolean isInstalled() {
    return find(BROWSERS).isPresent() && find(DRIVERS).isPresent();
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder for what it keeps
   */
  static ChromeDriver start(Path profile, int width, int height) {
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
