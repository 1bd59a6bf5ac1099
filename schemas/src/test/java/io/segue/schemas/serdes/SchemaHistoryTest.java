package io.segue.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.QualityTally;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.Succession;
import io.segue.schemas.Track;
import io.segue.schemas.TrackSuccessors;
import io.segue.schemas.TrialReply;
import io.segue.schemas.TrialRequest;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaHistoryTest {

  /** When this fails: add the changed schema as the next {@code history/<Record>.vN.avsc}. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        PlaylistEvent.class,
        Track.class,
        PlaylistState.class,
        IndexChunk.class,
        IndexUpdate.class,
        TrialRequest.class,
        TrialReply.class,
        QualityTally.class,
        ServedRecommendations.class,
        Succession.class,
        TrackSuccessors.class
      })
  void newestCommittedSchemaIsTheCurrentOneAndItReadsAllEarlierOnes(
      Class<? extends SpecificRecord> type) {
    Schema current = Encodings.schema(type);
    Schema newest = null;
    for (int version = 1; ; version++) {
      Schema schema = SchemaHistory.version(type, version);
      if (schema == null) {
        break;
      }
      newest = schema;
      assertThat(SchemaCompatibility.checkReaderWriterCompatibility(current, schema).getType())
          .as("version %d", version)
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
    assertThat(newest).isEqualTo(current);
  }
}
