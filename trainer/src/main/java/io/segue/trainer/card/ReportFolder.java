package io.segue.trainer.card;

import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that the cards of all runs go to, each into a folder of its own, named like the run.
 */
public final class ReportFolder {

  /** The page within a run's folder. */
  public static final String HTML = "report.html";

  /** The JSON within a run's folder. */
  public static final String JSON = "report.json";

  /** The Markdown within a run's folder. */
  public static final String MARKDOWN = "report.md";

  /** Where the reports of what was really recommended are. */
  private static final String ONLINE = "online";

  private final Path folder;

  /** The folder need not be there yet. */
  public ReportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a card in all its forms. A run whose id is taken, by one that began in the same second,
   * gets another.
   *
   * @return the folder that it is in
   */
  public Path write(Card card) throws IOException {
    Files.createDirectories(folder);
    String id = card.run().id();
    for (int number = 2; ; number++) {
      try {
        return write(card.withRunId(id), Files.createDirectory(folder.resolve(id)));
      } catch (FileAlreadyExistsException e) {
        id = card.run().id() + "-" + number;
      }
    }
  }

  private static Path write(Card card, Path run) throws IOException {
    Files.writeString(
        run.resolve(JSON), CardJson.of(card).toPrettyString() + "\n", StandardCharsets.UTF_8);
    Files.writeString(run.resolve(MARKDOWN), CardMarkdown.of(card), StandardCharsets.UTF_8);
    Files.writeString(run.resolve(HTML), CardHtml.of(card), StandardCharsets.UTF_8);
    return run;
  }

  /**
   * Writes a report of what was really recommended, apart from those of trainings.
   *
   * @return the folder that it is in
   */
  public Path writeOnline(Run run, String html, String reportJson, String text) throws IOException {
    Path target = Files.createDirectories(folder.resolve(ONLINE).resolve(run.id()));
    Files.writeString(target.resolve(HTML), html, StandardCharsets.UTF_8);
    Files.writeString(target.resolve(JSON), reportJson, StandardCharsets.UTF_8);
    Files.writeString(target.resolve("report.txt"), text, StandardCharsets.UTF_8);
    return target;
  }

  /**
   * The folder of a run.
   *
   * @throws BadInputException when there is none, naming the latest ones
   */
  public Path find(String run) throws IOException {
    List<Path> runs = runs();
    Optional<Path> found =
        runs.stream().filter(path -> path.getFileName().toString().equals(run)).findFirst();
    return found.orElseThrow(
        () ->
            new BadInputException(
                runs.isEmpty()
                    ? none()
                    : "There is no report of a run '%s' in %s; the latest is %s."
                        .formatted(run, folder, runs.get(runs.size() - 1).getFileName())));
  }

  /**
   * The folder of the latest run.
   *
   * @throws BadInputException when there is none
   */
  public Path last() throws IOException {
    List<Path> runs = runs();
    if (runs.isEmpty()) {
      throw new BadInputException(none());
    }
    return runs.get(runs.size() - 1);
  }

  private String none() {
    return "There are no reports in %s; a training writes one (segue train)."
        .formatted(folder.toAbsolutePath().normalize());
  }

  /** The folders with a report in them, earliest first. */
  private List<Path> runs() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> Files.isRegularFile(path.resolve(HTML)))
          .sorted(Comparator.comparing(path -> path.getFileName().toString()))
          .toList();
    }
  }
}
