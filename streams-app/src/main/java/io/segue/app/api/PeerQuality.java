package io.segue.app.api;

import io.segue.app.playlists.Address;
import io.segue.app.quality.ClusterQuality;
import io.segue.app.quality.LocalQuality;
import io.segue.app.quality.QualityReading;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the store {@code quality} of this instance and asks every other one for its part. An
 * instance that does not answer is left out; whoever asked sees that by the partitions.
 */
public final class PeerQuality implements ClusterQuality {

  private static final Logger log = LoggerFactory.getLogger(PeerQuality.class);

  private final LocalQuality local;
  private final Supplier<Collection<Address>> owners;
  private final Address self;
  private final HttpPeerClient peers;
  private final int partitions;
  private final Duration limit;

  /**
   * @param owners the instances that have partitions, as far as known
   * @param self this instance, as it is among them
   * @param partitions how many partitions there are
   * @param limit how long one of them may take to answer
   */
  public PeerQuality(
      LocalQuality local,
      Supplier<Collection<Address>> owners,
      Address self,
      HttpPeerClient peers,
      int partitions,
      Duration limit) {
    this.local = local;
    this.owners = owners;
    this.self = self;
    this.peers = peers;
    this.partitions = partitions;
    this.limit = limit;
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public QualityReading read(Duration back, long trialStartedAtMs) {
    QualityReading sum = local.read(back, trialStartedAtMs);
    TreeSet<String> asked = new TreeSet<>();
    for (Address owner : owners.get()) {
      if (!owner.equals(self) && asked.add(owner.toString())) {
        sum = sum.plus(ask(owner, back, trialStartedAtMs));
      }
    }
    return sum;
  }

  private QualityReading ask(Address owner, Duration back, long trialStartedAtMs) {
    try {
      Answer answer =
          peers.forward(owner, GetQualityTallies.request(back, trialStartedAtMs), limit);
      if (answer.status() == Answer.OK) {
        return Json.read(answer.body(), QualityReading.class);
      }
      log.debug("{} does not tell its quality: status {}", owner, answer.status());
    } catch (PeerException | ProblemException e) {
      log.debug("{} does not tell its quality: {}", owner, e.getMessage());
    }
    return QualityReading.NOTHING;
  }
}
