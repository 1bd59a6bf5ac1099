package io.segue.app.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.index.VersionStatus.State;
import io.segue.recommender.Recommender;
import io.segue.recommender.TrackArtists;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFollowerTest {

  private static final class ManualClock extends Clock {
    Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static final Bundle V1 = Bundle.of("v1", 1);
  private static final Bundle V2 = Bundle.of("v2", 2);
  private static final Bundle V3 = Bundle.of("v3", 3);

  private final InMemoryIndexSource source = new InMemoryIndexSource();
  private final ManualClock clock = new ManualClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  @TempDir private Path cache;
  private ServedIndex served = new ServedIndex();
  private IndexFollower follower;

  @SuppressWarnings("NullAway.Init") // JUnit sets the folder and calls the method below
  IndexFollowerTest() {}

  @BeforeEach
  void startFollowing() {
    follower = follower();
  }

  @Test
  void nothingServesBeforeAVersionIsActivated() throws Exception {
    source.publish(V1);
    settle();

    assertThat(served.current()).isNull();
    assertThat(state("v1")).isEqualTo(State.READY);
  }

  @Test
  void theActivatedVersionServesAndAnswers() throws Exception {
    source.publish(V1);
    source.activate("v1", null);
    settle();

    assertThat(serving()).isEqualTo("v1");
    assertThat(state("v1")).isEqualTo(State.SERVING);
    ServingIndex index = Objects.requireNonNull(served.current());
    assertThat(index.recommender().similar("t3", 5)).hasSize(5);
    assertThat(index.since()).isEqualTo(clock.now);
    assertThat(meters.get("segue.index.version").gauge().value()).isEqualTo(1);
  }

  @Test
  void theReportComesWithItsVersion() throws Exception {
    source.announce(V1.withReport(source.appendChunks(V1), source.appendReport("v1", "page")));
    source.activate("v1", null);
    settle();

    VersionReport report = Objects.requireNonNull(served.current()).report();
    assertThat(report.html()).isEqualTo("page".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aVersionWhoseReportIsGoneServesAndSaysSo() throws Exception {
    source.announce(V1.withReport(source.appendChunks(V1), source.appendReport("v1", "page")));
    source.chunks.set(source.chunks.size() - 1, null);
    source.activate("v1", null);
    settle();

    VersionReport report = Objects.requireNonNull(served.current()).report();
    assertThat(report.html()).isNull();
    assertThat(report.missing()).contains("v1", "it is not in the log any more");
  }

  @Test
  void aNewVersionReplacesTheOldOneWhichStaysLoaded() throws Exception {
    serve(V1);
    serve(V2);

    assertThat(serving()).isEqualTo("v2");
    assertThat(state("v1")).isEqualTo(State.PREVIOUS);
    assertThat(meters.get("segue.index.swaps").counter().count()).isEqualTo(2);
  }

  @Test
  void aRollbackServesTheVeryObjectThatServedBefore() throws Exception {
    serve(V1);
    ServingIndex before = served.current();
    serve(V2);
    int chunksRead = source.chunksRead;
    source.activate("v1", "v2");
    settle();

    assertThat(served.current()).isSameAs(before);
    assertThat(state("v2")).isEqualTo(State.PREVIOUS);
    assertThat(source.chunksRead).isEqualTo(chunksRead);
  }

  @Test
  void onlyOneVersionIsKeptLoadedBesideTheServingOne() throws Exception {
    serve(V1);
    serve(V2);
    serve(V3);

    assertThat(serving()).isEqualTo("v3");
    assertThat(state("v2")).isEqualTo(State.PREVIOUS);
    assertThat(state("v1")).isEqualTo(State.READY);
  }

  @Test
  void aRestartServesFromTheCacheWithoutReadingAChunk() throws Exception {
    serve(V1);
    serve(V2);
    int chunksRead = source.chunksRead;

    restart();
    source.announce(V1.manifest(0));
    source.announce(V2.manifest(V1.chunks().size()));
    source.activate("v2", "v1");
    settle();

    assertThat(serving()).isEqualTo("v2");
    assertThat(state("v1")).isEqualTo(State.PREVIOUS);
    assertThat(source.chunksRead).isEqualTo(chunksRead);
  }

  @Test
  void aDamagedCacheFileIsFetchedAgain() throws Exception {
    serve(V1);
    byte[] bytes = Files.readAllBytes(cache.resolve("v1"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(cache.resolve("v1"), bytes);

    restart();
    source.announce(V1.manifest(0));
    source.activate("v1", null);
    settle();

    assertThat(serving()).isEqualTo("v1");
    assertThat(Files.readAllBytes(cache.resolve("v1"))).isEqualTo(V1.bytes());
    assertThat(source.chunksRead).isEqualTo(2 * V1.chunks().size());
  }

  @Test
  void aMissingChunkLeavesTheOldVersionServing() throws Exception {
    serve(V1);
    long first = source.appendChunks(V2);
    source.chunks.set((int) first + 1, null);
    source.announce(V2.manifest(first));
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "chunk 1 of");
  }

  @Test
  void aChunkThatIsCutShortLeavesTheOldVersionServing() throws Exception {
    serve(V1);
    long first = source.appendChunks(V2);
    IndexChunk whole = V2.chunks().get(0);
    source.chunks.set(
        (int) first, new IndexChunk("v2", 0, ByteBuffer.wrap(whole.getData().array(), 0, 100)));
    source.announce(V2.manifest(first));
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "has 100 bytes");
  }

  @Test
  void aChunkWithAFlippedBitLeavesTheOldVersionServing() throws Exception {
    serve(V1);
    long first = source.appendChunks(V2);
    byte[] data = V2.chunks().get(2).getData().array().clone();
    data[7] ^= 4;
    source.chunks.set((int) first + 2, new IndexChunk("v2", 2, ByteBuffer.wrap(data)));
    source.announce(V2.manifest(first));
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "has the digest");
    assertThat(filesInCache()).containsExactly("v1");
  }

  @Test
  void chunksOfAnotherVersionLeaveTheOldVersionServing() throws Exception {
    serve(V1);
    source.announce(V2.manifest(0));
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "is chunk 0 of version v1");
  }

  @Test
  void aWrongDigestOfTheWholeLeavesTheOldVersionServing() throws Exception {
    serve(V1);
    IndexManifest manifest = V2.manifest(source.appendChunks(V2));
    manifest.setSha256(ByteBuffer.wrap(new byte[32]));
    source.announce(manifest);
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "together they have the digest");
  }

  @Test
  void aManifestThatLiesAboutTheTracksLeavesTheOldVersionServing() throws Exception {
    serve(V1);
    IndexManifest manifest = V2.manifest(source.appendChunks(V2));
    manifest.setTrackCount(1_000);
    source.announce(manifest);
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "claims 1000 tracks");
  }

  @Test
  void aManifestWhoseChunksDoNotAddUpIsFaultyBeforeAnythingIsFetched() throws Exception {
    serve(V1);
    int chunksRead = source.chunksRead;
    IndexManifest manifest = V2.manifest(source.appendChunks(V2));
    manifest.setSizeBytes(manifest.getSizeBytes() + 1);
    source.announce(manifest);
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "add up to");
    assertThat(source.chunksRead).isEqualTo(chunksRead);
  }

  @Test
  void aFormatOfAnotherVersionIsFaulty() throws Exception {
    serve(V1);
    IndexManifest manifest = V2.manifest(source.appendChunks(V2));
    manifest.setFormatVersion(99);
    source.announce(manifest);
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "format version 99");
  }

  @Test
  void bytesThatAreNoModelAreFaultyWhateverTheDigestSays() throws Exception {
    serve(V1);
    source.publish(new Bundle("v2", new byte[5_000]));
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "digest is right and its content is not");
  }

  @Test
  void aFaultyVersionIsTriedAgainWhenItIsActivatedAgain() throws Exception {
    serve(V1);
    long first = source.appendChunks(V2);
    IndexChunk lost = source.chunks.set((int) first, null);
    source.announce(V2.manifest(first));
    source.activate("v2", "v1");
    settle();
    source.chunks.set((int) first, lost);
    settle();
    assertThat(state("v2")).isEqualTo(State.FAULTY);

    source.activate("v2", "v1");
    settle();

    assertThat(serving()).isEqualTo("v2");
  }

  @Test
  void aVersionThatCannotBeReadNowIsTriedAgainLater() throws Exception {
    source.unreachable = true;
    source.publish(V1);
    source.activate("v1", null);
    settle();
    assertThat(state("v1")).isEqualTo(State.LOADING);
    assertThat(reason("v1")).contains("does not answer").contains("trying again");

    source.unreachable = false;
    settle();
    assertThat(serving()).as("not before its time").isNull();
    clock.now = clock.now.plusSeconds(3);
    settle();

    assertThat(serving()).isEqualTo("v1");
    assertThat(meters.get("segue.index.faults").counter().count()).isZero();
  }

  @Test
  void aClockThatIsPutBackDoesNotMakeAVersionWaitForHours() throws Exception {
    source.unreachable = true;
    source.publish(V1);
    source.activate("v1", null);
    settle();

    source.unreachable = false;
    clock.now = clock.now.minusSeconds(3_600);
    settle();

    assertThat(serving()).isEqualTo("v1");
  }

  @Test
  void anActivationWithoutAManifestIsFaultyUntilTheManifestComes() throws Exception {
    source.activate("v1", null);
    settle();
    assertThat(state("v1")).isEqualTo(State.FAULTY);
    assertThat(reason("v1")).contains("no manifest");

    source.publish(V1);
    settle();

    assertThat(serving()).isEqualTo("v1");
  }

  @Test
  void aManifestThatCannotBeDecodedIsFaultyAndNothingElseSuffers() throws Exception {
    serve(V1);
    source.append(IndexAnnouncement.unreadable(Topics.manifestKey("v2"), "not Avro"));
    source.activate("v2", "v1");
    settle();

    assertOldServesAndFaultIs("v2", "not Avro");
  }

  @Test
  void anActivationThatCannotBeDecodedLeavesTheLastOneInForce() throws Exception {
    serve(V1);
    source.append(IndexAnnouncement.unreadable(Topics.ACTIVE_KEY, "not Avro"));
    settle();

    assertThat(serving()).isEqualTo("v1");
    assertThat(meters.get("segue.index.faults").counter().count()).isEqualTo(1);
  }

  @Test
  void aVersionsNameThatWouldLeaveTheCacheFolderIsRefused() throws Exception {
    source.append(IndexAnnouncement.unreadable(Topics.manifestKey("../v1"), "whatever"));
    source.withdraw("../../etc/passwd");
    settle();

    assertThat(served.view().versions()).isEmpty();
    assertThat(meters.get("segue.index.faults").counter().count()).isEqualTo(2);
  }

  @Test
  void aWithdrawnVersionLeavesTheCache() throws Exception {
    serve(V1);
    serve(V2);
    serve(V3);
    source.withdraw("v1");
    settle();

    assertThat(filesInCache()).containsExactly("v2", "v3");
    assertThat(served.view().versions())
        .extracting(VersionStatus::version)
        .containsExactly("v2", "v3");
  }

  @Test
  void aVersionThatIsWithdrawnWhileItServesServesOn() throws Exception {
    serve(V1);
    source.withdraw("v1");
    settle();
    assertThat(serving()).isEqualTo("v1");
    assertThat(reason("v1")).contains("withdrawn");

    serve(V2);
    assertThat(serving()).isEqualTo("v2");
    assertThat(served.view().versions()).extracting(VersionStatus::version).containsExactly("v2");
  }

  @Test
  void versionsWithdrawnWhileTheProcessWasDownLeaveTheCache() throws Exception {
    serve(V1);
    serve(V2);
    restart();
    source.announce(V2.manifest(V1.chunks().size()));
    source.activate("v2", "v1");
    settle();

    assertThat(serving()).isEqualTo("v2");
    assertThat(filesInCache()).containsExactly("v2");
  }

  @Test
  void onlyTheLatestOfManyActivationsIsLoaded() throws Exception {
    source.publish(V1);
    source.publish(V2);
    source.activate("v1", null);
    source.activate("v2", "v1");
    follower.step(Duration.ZERO);

    assertThat(serving()).isEqualTo("v2");
    assertThat(meters.get("segue.index.swaps").counter().count()).isEqualTo(1);
  }

  @Test
  void anUnforeseenFailureComesOutOfTheThreadAndIsNotSwallowed() {
    source.broken = true;

    assertThatThrownBy(follower::run).hasMessage("not authorised");
  }

  @Test
  void aStoppedFollowerReturns() {
    follower.stop();

    follower.run();

    assertThat(served.current()).isNull();
  }

  @Test
  void versionsAreListedInTheOrderOfTheirNumbers() throws Exception {
    source.publish(Bundle.of("v10", 1));
    source.publish(Bundle.of("v9", 1));
    settle();

    assertThat(served.view().versions())
        .extracting(VersionStatus::version)
        .containsExactly("v9", "v10");
  }

  @Test
  void aChunkReferenceAtANegativePlaceIsFaulty() {
    IndexManifest manifest = V1.manifest(0);
    manifest.setChunks(
        List.of(new ChunkReference(0, -1L, V1.bytes().length, manifest.getSha256())));

    assertThatThrownBy(() -> ManifestCheck.requireSound(manifest))
        .isInstanceOf(IndexFaultException.class)
        .hasMessageContaining("negative place");
  }

  private void assertOldServesAndFaultIs(String version, String reason) {
    assertThat(serving()).isEqualTo("v1");
    assertThat(state(version)).isEqualTo(State.FAULTY);
    assertThat(reason(version)).contains(reason);
    assertThat(served.view().wanted()).isEqualTo(version);
    assertThat(meters.get("segue.index.faults").counter().count()).isEqualTo(1);
  }

  private void serve(Bundle bundle) throws Exception {
    String before = serving();
    source.publish(bundle);
    source.activate(bundle.version(), before);
    settle();
    assertThat(serving()).isEqualTo(bundle.version());
  }

  /** Lets the follower do all the work there is. */
  private void settle() throws IndexUnavailableException {
    for (int i = 0; i < 20; i++) {
      follower.step(Duration.ZERO);
    }
  }

  private void restart() {
    served = new ServedIndex();
    follower = follower();
  }

  private IndexFollower follower() {
    return new IndexFollower(
        source,
        cache,
        served,
        (manifest, model) -> new Recommender(model, TrackArtists.NONE),
        clock,
        meters);
  }

  private @Nullable String serving() {
    ServingIndex current = served.current();
    return current == null ? null : current.version();
  }

  private State state(String version) {
    return status(version).state();
  }

  private String reason(String version) {
    return String.valueOf(status(version).reason());
  }

  private VersionStatus status(String version) {
    return served.view().versions().stream()
        .filter(status -> status.version().equals(version))
        .findFirst()
        .orElseThrow();
  }

  private List<String> filesInCache() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
