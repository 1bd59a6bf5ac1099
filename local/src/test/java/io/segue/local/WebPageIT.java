package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.playlists.Address;
import io.segue.browser.Browser;
import io.segue.schemas.Connection;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * The pages in a real browser, on a real instance with two index versions in memory: what people do
 * with them, and what axe finds.
 *
 * <p>With {@code -Dsegue.screenshots=FOLDER} it leaves pictures there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class WebPageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What WCAG 2.2 asks for at levels A and AA. */
  private static final String AXE =
      """
      const done = arguments[arguments.length - 1];
      axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        .then(result => done(result.violations.map(violation =>
          violation.id + ": " + violation.help + "\\n  " + violation.nodes.map(node =>
            node.html + " " + node.failureSummary).join("\\n  "))));
      """;

  @TempDir static Path folder;
  private @Nullable AutoCloseable broker;
  private @Nullable SegueApp app;
  private @Nullable ChromeDriver browser;
  private int browsers;

  @BeforeAll
  void start() throws Exception {
    Browser.require();
    SmallWorld world = SmallWorld.start(folder);
    broker = world;
    world.train();
    world.publishAgain();
    SegueApp started =
        SegueApp.start(
            ServeSettings.defaults(Connection.to(world.bootstrapServers()))
                .withListen(new Address("127.0.0.1", 0))
                .withStateDir(folder.resolve("state"))
                .withThreads(1));
    app = started;
    started.awaitReady(Duration.ofMinutes(1));
    ApiClient api = new ApiClient(started.address().toString());
    api.await(
        "/v1/index",
        answer -> answer.body().path("versions").findValuesAsText("state").contains("previous"));
    api.await(
        "/v1/tracks?query=a", answer -> !answer.body().at("/tracks/0/title").asText().isEmpty());
  }

  @AfterAll
  void stop() throws Exception {
    if (app != null) {
      app.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @BeforeEach
  void openBrowser() {
    browser = Browser.start(folder.resolve("profile-" + browsers++), 1280, 900);
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  @Order(1)
  void aPlaylistIsBuiltByClickingAndTheRecommendationsFollowIt() throws Exception {
    ChromeDriver page = open("/", 1280, false);
    addFirstFound(page, "the");
    waitFor(page, () -> text(page, "#live").startsWith("Live from"));
    String first = text(page, "#next");
    assertThat(first).contains("Because of").contains("Found by");

    addFirstFound(page, "a");
    await(page, list -> list.size() == 2, "#playlist > li");
    waitFor(page, () -> !text(page, "#next").equals(first));
    waitFor(page, () -> !page.findElements(By.cssSelector("#next > li.arrived")).isEmpty());

    click(page, () -> page.findElement(By.cssSelector("#playlist > li button")));
    await(page, list -> list.size() == 1, "#playlist > li");
    assertThat(complaints(page)).isEmpty();
  }

  @Test
  @Order(2)
  void whatSomebodyElseDoesToThePlaylistIsSeenWithoutAClick() throws Exception {
    ChromeDriver page = open("/", 1280, false);
    addFirstFound(page, "the");
    await(page, list -> list.size() == 10, "#next > li");
    String playlist =
        (String)
            Objects.requireNonNull(page.executeScript("return localStorage['segue.playlist']"));
    String trackId = api().get("/v1/tracks?query=b&k=1").body().at("/tracks/0/trackId").asText();

    api()
        .post(
            "/v1/playlists/" + playlist + "/events",
            "{\"trackId\": \"%s\", \"action\": \"PLAY\"}".formatted(trackId));

    await(page, list -> list.size() == 2, "#playlist > li");
  }

  @Test
  @Order(3)
  void artistsAreLeftOutDiversityTurnsAndTwoVersionsAnswerSideBySide() throws Exception {
    ChromeDriver page = open("/", 1280, false);
    addFirstFound(page, "the");
    await(page, list -> list.size() == 10, "#next > li");
    waitFor(page, () -> text(page, "#live").startsWith("Live from"));
    String artist = text(page, "#next > li .name span");
    click(page, () -> page.findElement(By.cssSelector("#next > li:first-child button:last-child")));
    waitFor(page, () -> !text(page, "#next").isEmpty() && !artists(page).contains(artist));
    assertThat(text(page, "#excluded-artists")).contains(artist);

    page.findElement(By.id("diversity")).sendKeys(Keys.END);
    waitFor(page, () -> text(page, "#diversity-value").equals("1"));

    compareWithTheOther(page);
    assertThat(text(page, "#other-version")).contains("would recommend");
    assertThat(complaints(page)).isEmpty();
  }

  @Test
  @Order(4)
  void everythingWorksByKeyboardAlone() throws Exception {
    ChromeDriver page = open("/", 1280, false);
    assertThat(tab(page, 1)).isEqualTo("Skip to the content");
    focus(page, "query");
    page.switchTo().activeElement().sendKeys("the");
    await(page, list -> !list.isEmpty(), "#found > li");
    WebElement add = page.switchTo().activeElement();
    add.sendKeys(Keys.TAB);
    assertThat(page.switchTo().activeElement().getAccessibleName()).startsWith("Add ");
    page.switchTo().activeElement().sendKeys(Keys.ENTER);
    await(page, list -> list.size() == 1, "#playlist > li");
  }

  @ParameterizedTest
  @Order(5)
  @CsvSource({
    "/, 1280, false", "/, 1280, true", "/, 390, false", "/, 390, true",
    "/operate, 1280, false", "/operate, 1280, true", "/operate, 390, false", "/operate, 390, true",
    "/reference, 1280, false", "/reference, 390, true",
  })
  void pagesFitTheirWidthAndAxeFindsNothing(String path, int width, boolean dark) throws Exception {
    ChromeDriver page = open(path, width, dark);
    if (path.equals("/")) {
      for (String word : List.of("the", "a", "b")) {
        addFirstFound(page, word);
      }
      await(page, list -> list.size() == 3, "#playlist > li");
      compareWithTheOther(page);
    } else if (path.equals("/reference")) {
      await(page, list -> list.size() > 24, "main section");
    } else {
      await(page, list -> list.size() == 2, "#versions tbody tr");
      await(page, list -> !list.isEmpty(), "#partitions tbody tr");
      waitFor(page, () -> !text(page, "#health").equals("–"));
    }
    assertThat(page.executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo((long) width);
    assertThat(page.executeScript("return matchMedia('(prefers-color-scheme: dark)').matches"))
        .isEqualTo(dark);
    assertThat(axe(page)).isEmpty();
    assertThat(complaints(page)).isEmpty();
    keepPicture(page, path, width, dark);
  }

  @Test
  @Order(6)
  void theOperatorRollsBackByAButton() throws Exception {
    ChromeDriver page = open("/operate", 1280, false);
    waitFor(page, () -> text(page, "#rollback").equals("Roll back v2"));
    assertThat(text(page, "#ready")).isEqualTo("1 of 1");
    page.findElement(By.id("rollback")).click();
    assertThat(axe(page)).isEmpty();
    page.switchTo().activeElement().sendKeys(Keys.ENTER);
    waitFor(page, () -> text(page, "#rollback-note").startsWith("v1 is to serve now"));
    waitFor(page, () -> text(page, "#serving").equals("v1"));
    assertThat(complaints(page)).isEmpty();
  }

  private ApiClient api() {
    return new ApiClient(Objects.requireNonNull(app).address().toString());
  }

  private ChromeDriver open(String path, int width, boolean dark) {
    ChromeDriver page = Objects.requireNonNull(browser);
    Browser.show(page, width, width < 600 ? 844 : 900, dark);
    page.get("http://" + Objects.requireNonNull(app).address() + path);
    return page;
  }

  private static void addFirstFound(ChromeDriver page, String word) {
    int tracks = page.findElements(By.cssSelector("#playlist > li")).size();
    WebElement query = page.findElement(By.id("query"));
    query.clear();
    query.sendKeys(word);
    await(page, list -> !list.isEmpty(), "#found > li");
    waitFor(
        page,
        () ->
            page.findElements(By.cssSelector("#found > li .name")).stream()
                .allMatch(name -> name.getText().toLowerCase(Locale.ROOT).contains(word)));
    click(
        page,
        () -> {
          List<WebElement> found = page.findElements(By.cssSelector("#found > li button"));
          return found.get(Math.min(tracks, found.size() - 1));
        });
    await(page, list -> list.size() == tracks + 1, "#playlist > li");
  }

  private static List<String> artists(ChromeDriver page) {
    return page.findElements(By.cssSelector("#next > li .name > span:not(.why)")).stream()
        .map(WebElement::getText)
        .toList();
  }

  private static String text(ChromeDriver page, String selector) {
    return page.findElement(By.cssSelector(selector)).getText();
  }

  private static String tab(ChromeDriver page, int times) {
    for (int i = 0; i < times; i++) {
      page.switchTo().activeElement().sendKeys(Keys.TAB);
    }
    return String.valueOf(page.switchTo().activeElement().getAccessibleName());
  }

  private static void focus(ChromeDriver page, String id) {
    for (int i = 0; i < 20; i++) {
      if (id.equals(page.switchTo().activeElement().getDomAttribute("id"))) {
        return;
      }
      tab(page, 1);
    }
    throw new AssertionError("the tab key does not lead to #" + id);
  }

  private static void await(
      ChromeDriver page, Predicate<List<WebElement>> wanted, String selector) {
    waitFor(page, () -> wanted.test(page.findElements(By.cssSelector(selector))));
  }

  /** Clicks what may be replaced by its like in the meantime. */
  private static void click(ChromeDriver page, Supplier<WebElement> button) {
    waitFor(
        page,
        () -> {
          button.get().click();
          return true;
        });
  }

  private static void waitFor(ChromeDriver page, BooleanSupplier wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isNow(wanted)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "The page does not come to what is wanted, but stays at:\n"
                + page.findElement(By.tagName("body")).getText());
      }
    }
  }

  /** Elements may be replaced while they are looked at; then it is not so yet. */
  private static boolean isNow(BooleanSupplier wanted) {
    try {
      return wanted.getAsBoolean();
    } catch (StaleElementReferenceException | NoSuchElementException e) {
      return false;
    }
  }

  private static void compareWithTheOther(ChromeDriver page) {
    await(page, list -> list.size() == 3, "#compare > option");
    page.findElement(By.cssSelector("#compare > option:nth-child(2)")).click();
    await(page, list -> list.size() == 10, "#other-next > li");
  }

  /** What axe finds. */
  private static List<?> axe(ChromeDriver page) throws Exception {
    try (InputStream script = WebPageIT.class.getResourceAsStream("/axe.min.js")) {
      page.executeScript(
          new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    }
    page.manage().timeouts().scriptTimeout(PATIENCE);
    if (page.executeAsyncScript(AXE) instanceof List<?> found) {
      return found;
    }
    throw new AssertionError("axe says nothing");
  }

  /** What the browser complains of; a playlist that nobody has heard of is no trouble. */
  private static List<String> complaints(ChromeDriver page) {
    return page.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("404 (Not Found)"))
        .toList();
  }

  private static void keepPicture(ChromeDriver page, String path, int width, boolean dark)
      throws Exception {
    String pictures = System.getProperty("segue.screenshots");
    if (pictures != null) {
      String name = path.equals("/") ? "listen" : path.substring(1);
      page.executeScript( // enough for a picture
          "document.querySelectorAll('.ranked > li:nth-child(n+5), .reference"
              + " section:nth-of-type(n+4)').forEach(part => part.remove())");
      Browser.keepPicture(
          page,
          width,
          dark,
          Path.of(pictures, name + "-" + width + (dark ? "-dark" : "") + ".png"));
    }
  }
}
