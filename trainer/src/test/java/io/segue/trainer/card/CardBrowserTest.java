package io.segue.trainer.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.browser.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/**
 * Opens the page in a real browser; see {@link Browser#require} for where there is none.
 *
 * <p>With {@code -Dsegue.screenshots=FOLDER} it leaves pictures of the page there.
 */
class CardBrowserTest {

  @TempDir private Path folder = Path.of("");
  private @Nullable ChromeDriver browser;

  @BeforeEach
  void requireBrowser() {
    Browser.require();
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, 900, false", "1280, 900, true", "390, 844, false", "390, 844, true"})
  void thePageFitsItsWidthAndHasNoErrors(int width, int height, boolean dark) throws Exception {
    ChromeDriver page = open(width, height, dark);
    assertThat(page.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    assertThat(page.getTitle()).isEqualTo("Segue training run 20261122-021530");
    assertThat(page.executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo((long) width);
    assertThat(page.executeScript("return matchMedia('(prefers-color-scheme: dark)').matches"))
        .isEqualTo(dark);
    keepPicture(page, width, dark);
  }

  @Test
  void aClickOnAHeadingSortsAndAnotherOneTurnsTheOrderRound() throws Exception {
    ChromeDriver page = open(1280, 900, false);
    WebElement heading =
        page.findElement(By.xpath("//*[@id='trials-table']//th[button[text()='hr@100']]"));
    heading.findElement(By.tagName("button")).click();
    List<Double> ascending = hitRates(page);
    assertThat(ascending).hasSize(11).isSorted();
    assertThat(heading.getDomAttribute("aria-sort")).isEqualTo("ascending");
    heading.findElement(By.tagName("button")).click();
    assertThat(hitRates(page)).isEqualTo(ascending.reversed());
    assertThat(page.findElement(By.cssSelector("#trials-table tbody tr:last-child")).getText())
        .contains("failed");
  }

  @Test
  void pointingAtATrackSaysWhichItIs() throws Exception {
    ChromeDriver page = open(1280, 900, false);
    WebElement spot = page.findElement(By.cssSelector("svg.map circle[data-label^='Artist 1']"));
    page.executeScript("arguments[0].parentNode.appendChild(arguments[0])", spot);
    new Actions(page).scrollToElement(spot).moveToElement(spot).perform();
    assertThat(page.findElement(By.id("tip")).getText()).startsWith("Artist 1: track");
  }

  @Test
  void hostileNamesAreTextAndNothingElse() throws Exception {
    ChromeDriver page = open(1280, 900, false);
    assertThat(page.findElement(By.cssSelector("#data .note")).getText()).contains(Cards.HOSTILE);
    assertThat(page.findElements(By.tagName("script"))).hasSize(1);
  }

  private static List<Double> hitRates(ChromeDriver page) {
    return page.findElements(By.cssSelector("#trials-table tbody tr")).stream()
        .filter(row -> !row.getText().contains("failed"))
        .map(row -> row.findElements(By.tagName("td")).get(1))
        .map(cell -> Double.valueOf(cell.getText()))
        .toList();
  }

  private ChromeDriver open(int width, int height, boolean dark) throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), CardHtml.of(Cards.sample()));
    ChromeDriver started = Browser.start(folder.resolve("profile"), width, height);
    browser = started;
    Browser.show(started, width, height, dark);
    started.get(file.toUri().toString());
    return started;
  }

  private static void keepPicture(ChromeDriver page, int width, boolean dark) throws Exception {
    String pictures = System.getProperty("segue.screenshots");
    if (pictures == null) {
      return;
    }
    Browser.keepPicture(
        page, width, dark, Path.of(pictures, "card-" + width + (dark ? "-dark" : "") + ".png"));
  }
}
