package io.segue.app;

import io.segue.recommender.Exclusions;
import io.segue.schemas.BadInputException;
import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lists of what is never to be recommended: files in UTF-8, one name a line. Blank lines
 * are left out, and so are blanks around a name.
 */
final class BlockLists {

  private BlockLists() {}

  /**
   * Reads both lists.
   *
   * @param tracks the file of track ids, null when there is none
   * @param artists the file of artists, null when there is none
   * @throws BadInputException saying which line of which file cannot be used
   */
  static Exclusions read(@Nullable Path tracks, @Nullable Path artists) {
    return new Exclusions(
        tracks == null ? Set.of() : names(tracks, "track id"),
        artists == null ? Set.of() : names(artists, "artist"));
  }

  private static Set<String> names(Path file, String what) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new BadInputException("The block list " + file + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new BadInputException("The block list " + file + " cannot be read: " + e + ".", e);
    }
    Set<String> names = new HashSet<>();
    for (int line = 0; line < lines.size(); line++) {
      String name = lines.get(line).strip();
      try {
        if (!name.isEmpty()) {
          names.add(EventRules.checkId(what, name));
        }
      } catch (InvalidEventException e) {
        throw new BadInputException(
            "The block list %s, line %d: %s".formatted(file, line + 1, e.getMessage()), e);
      }
    }
    return names;
  }
}
