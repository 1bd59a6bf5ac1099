package io.segue.app;

import io.helidon.common.tls.Tls;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segue.app.access.AccessSettings;
import io.segue.app.access.TlsFiles;
import io.segue.app.api.HttpPeerClient;
import io.segue.app.api.HttpServer;
import io.segue.app.api.LoadLimits;
import io.segue.app.api.Operations;
import io.segue.app.api.QueryApi;
import io.segue.app.deadletters.KeptLetters;
import io.segue.app.events.EventLog;
import io.segue.app.events.KafkaEventLog;
import io.segue.app.index.IndexFollower;
import io.segue.app.index.IndexSource;
import io.segue.app.index.KafkaIndexSource;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.live.LiveFeed;
import io.segue.app.live.ServedGate;
import io.segue.app.live.SuccessorFollower;
import io.segue.app.playlists.Address;
import io.segue.app.playlists.LagMonitor;
import io.segue.app.playlists.PartitionOwners;
import io.segue.app.playlists.StandbyReplicas;
import io.segue.app.playlists.StreamsPlaylistDirectory;
import io.segue.app.playlists.StreamsTrackCatalogue;
import io.segue.app.quality.LearntEvents;
import io.segue.app.served.KafkaServedLog;
import io.segue.app.served.ServedLog;
import io.segue.app.topology.PlaylistProgress;
import io.segue.app.topology.PlaylistTopology;
import io.segue.app.topology.StreamsProperties;
import io.segue.app.topology.TopologySettings;
import io.segue.app.tracing.Tracing;
import io.segue.app.vitals.Vitals;
import io.segue.recommender.Recommender;
import io.segue.recommender.live.LiveSettings;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import io.segue.schemas.serdes.RegistryUnavailableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance: the stream, the index follower and the query API, started and closed together.
 *
 * <p>{@link #start} returns when the API is open, which is before it is {@linkplain #awaitReady
 * ready}. A part that fails for good makes the instance unready and completes {@link
 * #awaitFailure}; the instance does not repair itself, whoever runs it starts another one.
 */
public final class SegueApp implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SegueApp.class);

  private static final Duration STREAMS_CLOSE_LIMIT = Duration.ofSeconds(15);
  private static final Duration FOLLOWER_CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final Duration READY_POLL = Duration.ofMillis(50);

  private final ServeSettings settings;
  private final Clock clock;
  private final Closing closing = new Closing();
  private final PrometheusMeterRegistry meters;
  private final Vitals vitals = new Vitals();
  private final ServedIndex served = new ServedIndex();
  private final StreamsTrackCatalogue catalogue = new StreamsTrackCatalogue();
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final @Nullable Tls tls;
  private final Tracing tracing;
  private final @Nullable LiveFeed live;
  private final HttpServer http;
  private final Address instance;

  private volatile Runnable leaveGroup = () -> {};

  private SegueApp(ServeSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    settings.access().check(settings.listen().host());
    TlsFiles certificates = settings.access().tls();
    tls = certificates == null ? null : certificates.read();
    warnOfPlainTokens(settings);
    tracing = closing.add(Tracing.of(System.getenv()));
    vitals.require(() -> started.get() ? null : "the instance is starting");
    vitals.require(() -> stopping.get() ? "the instance is stopping" : null);
    try {
      StateDirectory state = closing.add(StateDirectory.open(settings.stateDir()));
      state.discardDamagedStores();
      checkRegistry(settings.connection());
      TopicAdmin.createMissing(settings.connection(), settings.replicationFactor());
      meters = meters();
      http =
          closing.add(
              HttpServer.open(
                  settings.listen(),
                  meters,
                  QueryApi.starting(vitals, meters::scrape),
                  settings.access().policy(),
                  tls,
                  tracing));
      instance = instanceAddress(settings, http.port());
      live = startLearning();
      startFollower(state);
      startStreams(state);
      started.set(true);
    } catch (RuntimeException | Error e) {
      closing.close();
      throw e;
    }
  }

  /**
   * Starts an instance; creates missing topics first.
   *
   * @throws CommandFailedException when no broker answers
   * @throws io.segue.schemas.BadInputException when the state folder cannot be used
   */
  public static SegueApp start(ServeSettings settings) {
    return start(settings, Clock.systemUTC());
  }

  /** Starts an instance that takes its time from {@code clock}. */
  public static SegueApp start(ServeSettings settings, Clock clock) {
    return new SegueApp(settings, clock);
  }

  /** Where the API listens, with the real port. */
  public Address address() {
    return settings.listen().withPort(http.port());
  }

  /** The address with how to speak to it: {@code http://host:port} or {@code https://…}. */
  public String url() {
    return (tls == null ? "http://" : "https://") + address();
  }

  /** The name under which this instance answers and is known to the others. */
  public Address instance() {
    return instance;
  }

  /** The index version that serves now; null while there is none. */
  public @Nullable String indexVersion() {
    ServingIndex index = served.current();
    return index == null ? null : index.version();
  }

  /** What keeps the instance from being ready; empty when it is. */
  public List<String> missing() {
    return vitals.missing();
  }

  /**
   * Waits until the stream runs and an index serves, however long that takes.
   *
   * @throws CommandFailedException when a part fails for good
   */
  public void awaitReady() throws InterruptedException {
    while (!vitals.missing().isEmpty()) {
      throwIfFailed();
      Thread.sleep(READY_POLL);
    }
  }

  /**
   * Waits until the stream runs and an index serves.
   *
   * @throws TimeoutException saying what is missing, when the limit is over
   * @throws CommandFailedException when a part fails for good
   */
  public void awaitReady(Duration limit) throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!vitals.missing().isEmpty()) {
      throwIfFailed();
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException(
            "The instance is not ready after " + limit + ": " + vitals.missing());
      }
      Thread.sleep(READY_POLL);
    }
  }

  /** Waits until a part fails for good, and returns the sentence that says which. */
  public String awaitFailure() {
    return vitals.failed().join();
  }

  /**
   * Stops: leaves the group, so that others take the playlists over, while what is asked meanwhile
   * is passed on to them; then finishes the requests that are under way and takes no more; then
   * stops the other parts. Waits for all of it; may be called again.
   */
  @Override
  public void close() {
    if (stopping.compareAndSet(false, true)) {
      log.info("Stopping");
    }
    http.endStreams();
    leaveGroup.run();
    http.close();
    closing.close();
  }

  private void throwIfFailed() {
    vitals
        .failure()
        .ifPresent(
            sentence -> {
              throw new CommandFailedException(sentence);
            });
  }

  private void startFollower(StateDirectory state) {
    IndexSource source = closing.add(new KafkaIndexSource(settings.connection()));
    IndexFollower follower =
        new IndexFollower(
            source,
            state.indexCache(),
            served,
            (manifest, model) ->
                withLive(new Recommender(model, catalogue, settings.blocked()), manifest),
            clock,
            meters);
    Thread thread = startThread("index-follower", follower);
    closing.add(
        () -> {
          follower.stop();
          thread.join(FOLLOWER_CLOSE_LIMIT);
        });
    vitals.require(() -> served.current() == null ? "no index version serves yet" : null);
  }

  private Recommender withLive(Recommender recommender, IndexManifest manifest) {
    return live == null ? recommender : live.attach(recommender, manifest);
  }

  private @Nullable LiveFeed startLearning() {
    if (!settings.learning().isOn()) {
      return null;
    }
    LiveFeed feed =
        new LiveFeed(
            settings.connection().serdes().valueSerde(Topics.TRACK_SUCCESSORS).deserializer(),
            LiveSettings.DEFAULT.withHalfLifeMs(settings.learning().halfLifeMs()),
            meters);
    SuccessorFollower follower = new SuccessorFollower(settings.connection(), feed);
    Thread thread = startThread("successor-follower", follower);
    closing.add(
        () -> {
          follower.close();
          thread.join(FOLLOWER_CLOSE_LIMIT);
        });
    vitals.require(
        () -> follower.isCaughtUp() ? null : "what was learnt live has not been read yet");
    return feed;
  }

  /** Starts a part that the instance cannot be without. */
  private Thread startThread(String name, Runnable part) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .uncaughtExceptionHandler(
            (dead, e) -> {
              log.error("The thread {} has died", name, e);
              vitals.fail("The thread %s has died: %s.".formatted(name, e));
            })
        .start(part);
  }

  private void startStreams(StateDirectory state) {
    PlaylistProgress progress = new PlaylistProgress();
    LiveQuality quality =
        new LiveQuality(
            settings,
            served,
            live == null ? LearntEvents.NONE : live::mayKnow,
            clock,
            meters,
            closing,
            vitals);
    Counter unreadableTracks =
        Counter.builder("segue.tracks.unreadable")
            .description("Records of the topic tracks that could not be read")
            .register(meters);
    DeadLetterCounters deadLetters = new DeadLetterCounters(meters, quality::deadLetter);
    Properties properties =
        StreamsProperties.build(
            settings.connection(),
            settings.applicationId(),
            instance.toString(),
            state.stores(),
            settings.threads(),
            settings.playlistTracksMax(),
            deadLetters);
    KafkaStreams streams =
        new KafkaStreams(
            PlaylistTopology.buildTopology(
                new TopologySettings(
                    settings.playlistTracksMax(),
                    settings.connection().serdes(),
                    settings.learning()),
                progress,
                new ServedGate(served),
                unreadableTracks::increment,
                quality.watches()),
            properties);
    closing.add(() -> closeStreams(streams));
    leaveGroup = () -> closeStreams(streams);
    watch(streams);
    catalogue.open(streams);
    closing.add(bound(new KafkaStreamsMetrics(streams)));
    Admin admin = closing.add(Admin.create(settings.connection().clientConfig()));
    StandbyReplicas.set(admin, settings.applicationId(), settings.standbys());
    PartitionOwners owners = closing.add(PartitionOwners.open(admin, settings.applicationId()));
    LagMonitor lags =
        closing.add(new LagMonitor(admin, streams, settings.applicationId(), progress, clock));
    Gauge.builder("segue.playlists.records.behind", lags, LagMonitor::recordsBehind)
        .description("Records of playlist-events that this instance has not applied yet")
        .register(meters);
    EventLog events = closing.add(new KafkaEventLog(settings.connection()));
    HttpPeerClient peers =
        closing.add(
            new HttpPeerClient(instance.toString(), settings.access().internal(), tls, tracing));
    http.serve(
        QueryApi.complete(
            vitals,
            meters::scrape,
            new StreamsPlaylistDirectory(
                streams, instance, owners, lags, progress, this::storeDamaged),
            catalogue,
            served,
            events,
            peers,
            LoadLimits.forCores(Runtime.getRuntime().availableProcessors(), meters),
            meters,
            closing.add(servedLog()),
            quality.start(streams, owners, peers, instance),
            new Operations(
                owners::members,
                lags::working,
                deadLetters::counts,
                new KeptLetters(admin)::count,
                new ActiveIndexRollback(settings.connection(), clock)),
            instance.toString(),
            settings.hopLimit(),
            clock));
    streams.start();
  }

  private ServedLog servedLog() {
    return settings.servedLogShare() == 0
        ? ServedLog.NOTHING
        : new KafkaServedLog(
            settings.connection(), settings.servedLogShare(), instance.toString(), clock, meters);
  }

  private void watch(KafkaStreams streams) {
    AtomicBoolean hasRun = new AtomicBoolean();
    vitals.require(
        () -> {
          KafkaStreams.State now = streams.state();
          boolean ready =
              now == KafkaStreams.State.RUNNING
                  || (now == KafkaStreams.State.REBALANCING && hasRun.get());
          return ready ? null : "the stream processing is " + now;
        });
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            hasRun.set(true);
          } else if (now == KafkaStreams.State.ERROR
              || (now == KafkaStreams.State.NOT_RUNNING && !stopping.get())) {
            vitals.fail("The stream processing has stopped; the log says why.");
          }
        });
    streams.setUncaughtExceptionHandler(
        e -> {
          log.error("The stream processing has failed", e);
          vitals.fail("The stream processing has failed: " + rootOf(e) + ".");
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
  }

  private void storeDamaged(ProcessorStateException e) {
    log.error("A store cannot be read", e);
    vitals.fail("A store cannot be read: " + rootOf(e) + ".");
  }

  private KafkaStreamsMetrics bound(KafkaStreamsMetrics metrics) {
    metrics.bindTo(meters);
    return metrics;
  }

  private static void closeStreams(KafkaStreams streams) {
    if (!streams.close(STREAMS_CLOSE_LIMIT)) {
      log.warn("The stream processing did not stop within {}", STREAMS_CLOSE_LIMIT);
    }
  }

  /**
   * Settings that are wrong end the start. A registry that is away does not: queries need none, nor
   * do records in Avro's own encoding, and for the others it is waited.
   */
  private static void checkRegistry(Connection connection) {
    try {
      connection.serdes().checkRegistry();
    } catch (RegistryUnavailableException e) {
      if (e.isAnswered()) {
        throw new CommandFailedException(String.valueOf(e.getMessage()), e);
      }
      log.warn(
          "{} Queries are answered; records in the registry's wire format are waited with",
          e.getMessage());
    }
  }

  private static void warnOfPlainTokens(ServeSettings settings) {
    AccessSettings access = settings.access();
    if (!access.policy().isOpen() && access.tls() == null) {
      log.warn(
          "Tokens come in over plain HTTP: give --tls-cert and --tls-key, unless something in front"
              + " of this instance encrypts");
    }
  }

  private PrometheusMeterRegistry meters() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    closing.add(registry::close);
    new JvmMemoryMetrics().bindTo(registry);
    bindClosing(new JvmGcMetrics(), registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("segue.ready", vitals, v -> v.missing().isEmpty() ? 1 : 0)
        .description("1 if the instance can work, as /readyz tells with its reasons")
        .register(registry);
    return registry;
  }

  private void bindClosing(JvmGcMetrics metrics, MeterRegistry registry) {
    metrics.bindTo(registry);
    closing.add(metrics);
  }

  private static Address instanceAddress(ServeSettings settings, int port) {
    Address advertise = settings.advertise();
    if (advertise != null) {
      return advertise;
    }
    Address listen = settings.listen().withPort(port);
    try {
      return InetAddress.getByName(listen.host()).isAnyLocalAddress()
          ? new Address(InetAddress.getLocalHost().getHostAddress(), port)
          : listen;
    } catch (UnknownHostException e) {
      throw new CommandFailedException(
          "This machine's own address is not known; give --advertise host:port.", e);
    }
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
