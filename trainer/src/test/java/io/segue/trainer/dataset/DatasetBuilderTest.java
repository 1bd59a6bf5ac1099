package io.segue.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetBuilderTest {

  @Test
  void ordersPlaylistsByIdSoThatTheReadingOrderDoesNotShow() {
    DatasetBuilder forwards = new DatasetBuilder();
    DatasetBuilder backwards = new DatasetBuilder();
    for (int i = 0; i < 20; i++) {
      forwards.addPlaylist("p" + i, tracks(i));
      backwards.addPlaylist("p" + (19 - i), tracks(19 - i));
    }
    Dataset a = forwards.build("test", List.of(), DatasetSettings.DEFAULT);
    Dataset b = backwards.build("test", List.of(), DatasetSettings.DEFAULT);
    assertThat(a.playlists().tokens()).isEqualTo(b.playlists().tokens());
    assertThat(a.tracks().id(0)).isEqualTo(b.tracks().id(0));
  }

  @Test
  void leavesOutPlaylistsOfTwoTracks() {
    DatasetBuilder builder = tenPlaylists();
    builder.addPlaylist("short", List.of("x", "y"));
    Dataset dataset = builder.build("test", List.of(), DatasetSettings.DEFAULT);
    assertThat(dataset.playlists().size()).isEqualTo(10);
    assertThat(dataset.tracks().indexOf("x")).isEqualTo(-1);
    assertThat(dataset.reference().getPlaylists()).isEqualTo(10);
    assertThat(dataset.reference().getEvents()).isEqualTo(30);
  }

  @Test
  void knowsTheArtistsOfTheTracksThatAreUsed() {
    DatasetBuilder builder = tenPlaylists();
    builder.addArtist("t0", "Nina");
    builder.addArtist("t1", "Nina");
    builder.addArtist("t2", "");
    builder.addArtist("elsewhere", "Bob");
    Dataset dataset = builder.build("test", List.of(), DatasetSettings.DEFAULT);
    assertThat(dataset.artists().size()).isEqualTo(1);
    assertThat(dataset.artistOf()[dataset.tracks().indexOf("t0")]).isZero();
    assertThat(dataset.artistOf()[dataset.tracks().indexOf("t1")]).isZero();
    assertThat(dataset.artistOf()[dataset.tracks().indexOf("t2")]).isEqualTo(-1);
  }

  @Test
  void devUsesATenth() {
    DatasetBuilder builder = new DatasetBuilder();
    for (int i = 0; i < 2_000; i++) {
      builder.addPlaylist("p" + i, tracks(i));
    }
    Dataset dataset = builder.build("test", List.of(), new DatasetSettings(42, true));
    assertThat(dataset.playlists().size()).isBetween(150, 250);
    assertThat(dataset.reference().getSampledShare()).isEqualTo(0.1);
  }

  @Test
  void saysSoWhenThereIsNothing() {
    assertThatThrownBy(() -> new DatasetBuilder().build("here", List.of(), DatasetSettings.DEFAULT))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("here holds no playlists");
  }

  @Test
  void saysSoWhenAllPlaylistsAreTooShort() {
    DatasetBuilder builder = new DatasetBuilder();
    for (int i = 0; i < 30; i++) {
      builder.addPlaylist("p" + i, List.of("a", "b"));
    }
    assertThatThrownBy(() -> builder.build("here", List.of(), DatasetSettings.DEFAULT))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("Of the 30 playlists of here only 0 have more than 2 tracks");
  }

  private static DatasetBuilder tenPlaylists() {
    DatasetBuilder builder = new DatasetBuilder();
    for (int i = 0; i < 10; i++) {
      builder.addPlaylist("p" + i, tracks(i));
    }
    return builder;
  }

  private static List<String> tracks(int i) {
    return List.of("t" + i, "t" + (i + 1), "t" + (i + 2));
  }
}
