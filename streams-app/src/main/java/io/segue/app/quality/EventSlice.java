package io.segue.app.quality;

import java.util.Locale;

/** Kinds of events that are looked at apart from each other. An event may be in several. */
public enum EventSlice {
  /** All examined events. */
  ALL,
  /** The playlist had 2 tracks at most before the event. */
  FIRST_EVENTS,
  /** The track is among those that the last third of the training events fell to. */
  LONG_TAIL,
  /** The track is in no training data of the version. */
  NEW_TRACK;

  /** As it is written in answers, metrics and keys: {@code first-events}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
