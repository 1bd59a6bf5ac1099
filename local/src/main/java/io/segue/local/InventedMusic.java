package io.segue.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A catalogue of invented genres, artists and titles with the shape of real ones: genres hold
 * scenes, scenes hold artists, artists hold tracks, and within each a few are played often and most
 * hardly ever (Zipf's law). Reproducible from its seed.
 */
final class InventedMusic {

  /** A genre and the words that its names are made of, so that people can see what belongs. */
  private record Genre(String name, List<String> adjectives, List<String> nouns) {}

  /** A track with what people call it. */
  record InventedTrack(String artist, String title, String genre) {}

  /** A few artists of one genre that are often heard together. Index 0 is the best known. */
  record Scene(String genre, List<List<InventedTrack>> tracksOfArtists) {}

  private static final int SCENES_PER_GENRE = 6;
  private static final int ARTISTS_PER_SCENE = 10;
  private static final int TRACKS_PER_ARTIST_MAX = 24;

  private static final List<Genre> GENRES =
      List.of(
          genre(
              "Harbour Folk",
              "Salt Northern Tidal Weathered Quiet",
              "Lantern Harbour Gull Anchor Shore Ferry Rope"),
          genre(
              "Night Drive",
              "Neon Electric Chrome Midnight Velvet",
              "Highway Signal Mirror Avenue Engine Skyline Exit"),
          genre(
              "Desert Rock",
              "Burning Dusty Golden Crooked Endless",
              "Canyon Coyote Mesa Thunder Cactus Mirage Rattlesnake"),
          genre(
              "Chamber Pop",
              "Paper Gentle Crystal Tiny Borrowed",
              "Parlour Violin Teacup Letter Garden Balcony Waltz"),
          genre(
              "Warehouse Techno",
              "Concrete Static Parallel Hollow Magnetic",
              "Circuit Voltage Grid Piston Sector Pulse Relay"),
          genre(
              "River Blues",
              "Muddy Lonesome Broken Slow Smoky",
              "River Train Levee Whiskey Porch Mule Crossroad"),
          genre(
              "Star Jazz",
              "Blue Oblique Cool Distant Modal",
              "Comet Saturn Orbit Trumpet Eclipse Nebula Satellite"),
          genre(
              "Forest Metal",
              "Iron Black Frozen Ancient Savage",
              "Wolf Raven Oak Throne Winter Hammer Grave"),
          genre(
              "Block Rap",
              "Real Heavy Double Loud Certified",
              "Corner Ledger Crown Cipher Bricks Hustle Scripture"),
          genre(
              "Beach Soul",
              "Sunny Honey Tender Bright Easy",
              "Island Kiss Summer Ocean Heart Breeze Sugar"),
          genre(
              "Cloud Ambient",
              "Pale Drifting Weightless Silent Endless",
              "Cloud Vapour Glacier Dream Horizon Mist Snowfall"),
          genre(
              "Carnival Latin",
              "Wild Scarlet Dancing Sweet Royal",
              "Carnival Rumba Parade Mango Fiesta Guitar Parrot"));

  private final List<Scene> scenes;

  /** Invents the whole catalogue. */
  InventedMusic(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> artistNames = new HashSet<>();
    List<Scene> invented = new ArrayList<>();
    for (Genre genre : GENRES) {
      for (int scene = 0; scene < SCENES_PER_GENRE; scene++) {
        List<List<InventedTrack>> artists = new ArrayList<>();
        for (int artist = 0; artist < ARTISTS_PER_SCENE; artist++) {
          artists.add(tracks(unusedArtistName(genre, artistNames, random), genre, random));
        }
        invented.add(new Scene(genre.name(), artists));
      }
    }
    scenes = List.copyOf(invented);
  }

  /** All scenes, those of one genre next to each other. */
  List<Scene> scenes() {
    return scenes;
  }

  /** How many scenes each genre has. */
  int scenesPerGenre() {
    return SCENES_PER_GENRE;
  }

  private static Genre genre(String name, String adjectives, String nouns) {
    return new Genre(name, List.of(adjectives.split(" ")), List.of(nouns.split(" ")));
  }

  private static List<InventedTrack> tracks(String artist, Genre genre, SplittableRandom random) {
    int count = random.nextInt(4, TRACKS_PER_ARTIST_MAX + 1);
    Set<String> titles = new HashSet<>();
    List<InventedTrack> tracks = new ArrayList<>();
    while (tracks.size() < count) {
      String title = title(genre, random);
      if (titles.add(title)) {
        tracks.add(new InventedTrack(artist, title, genre.name()));
      }
    }
    return tracks;
  }

  private static String unusedArtistName(Genre genre, Set<String> used, SplittableRandom random) {
    String[] firstNames = {
      "Ada", "Bram", "Cleo", "Dov", "Esme", "Fitz", "Greta", "Hugo", "Ines", "Juno", "Kit", "Lena",
      "Milo", "Nell", "Otis"
    };
    while (true) {
      String noun = pick(genre.nouns(), random);
      String adjective = pick(genre.adjectives(), random);
      String firstName = firstNames[random.nextInt(firstNames.length)];
      String name =
          switch (random.nextInt(5)) {
            case 0 -> "The %s %ss".formatted(adjective, noun);
            case 1 -> "%s %s".formatted(firstName, noun);
            case 2 -> "%s & the %ss".formatted(firstName, noun);
            case 3 -> "%s %s".formatted(adjective, pick(genre.nouns(), random));
            default -> "%s %s".formatted(noun, pick(genre.nouns(), random));
          };
      if (used.add(name)) {
        return name;
      }
    }
  }

  private static String title(Genre genre, SplittableRandom random) {
    String noun = pick(genre.nouns(), random);
    String adjective = pick(genre.adjectives(), random);
    String other = pick(genre.nouns(), random);
    return switch (random.nextInt(7)) {
      case 0 -> "%s %s".formatted(adjective, noun);
      case 1 -> "The %s and the %s".formatted(noun, other);
      case 2 -> "%s in the %s".formatted(noun, other);
      case 3 -> "Waiting for the %s".formatted(noun);
      case 4 -> "%s No. %d".formatted(noun, random.nextInt(1, 10));
      case 5 -> "My %s %s".formatted(adjective, noun);
      default -> "%s of the %s".formatted(noun, other);
    };
  }

  private static String pick(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }
}
