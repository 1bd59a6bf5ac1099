package io.segue.recommender.retrieval;

import java.util.Arrays;

/** What a playlist says of each of its artists. Working memory of one thread. */
final class ArtistWeights {

  private static final float DECAY = 0.8f;

  private final ArtistTracks artists;
  private final IntSlots found = new IntSlots();
  private float[] recencies = new float[64];
  private int[] counts = new int[64];

  ArtistWeights(ArtistTracks artists) {
    this.artists = artists;
  }

  void read(Query query) {
    found.clear();
    float weight = 1;
    for (int age = 0; age < query.size(); age++) {
      int artist = artists.artistOf(query.track(age), query.live());
      if (artist >= 0) {
        int known = found.size();
        int slot = found.slot(artist);
        if (slot == recencies.length) {
          recencies = Arrays.copyOf(recencies, 2 * slot);
          counts = Arrays.copyOf(counts, 2 * slot);
        }
        if (slot == known) {
          recencies[slot] = 0;
          counts[slot] = 0;
        }
        recencies[slot] += weight;
        counts[slot]++;
      }
      weight *= DECAY;
    }
  }

  /** How many artists the playlist has. */
  int size() {
    return found.size();
  }

  /** An artist of the playlist; number 0 is the one heard latest. */
  int artist(int number) {
    return found.key(number);
  }

  /** The sum over the artist's tracks in the playlist of a decay by age. */
  float recency(int number) {
    return recencies[number];
  }

  /** How many of the playlist's tracks are the artist's. */
  int count(int number) {
    return counts[number];
  }

  /** The number of an artist, or {@link IntSlots#NONE}. */
  int find(int artist) {
    return artist < 0 ? IntSlots.NONE : found.find(artist);
  }
}
