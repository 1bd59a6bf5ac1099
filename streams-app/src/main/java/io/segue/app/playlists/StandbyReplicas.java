package io.segue.app.playlists;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many copies of each store other instances keep. With the streams group protocol (KIP-1071)
 * that is a setting of the group, kept by the brokers; {@code num.standby.replicas} of a client is
 * ignored.
 */
public final class StandbyReplicas {

  private static final Logger log = LoggerFactory.getLogger(StandbyReplicas.class);

  private static final String CONFIG = "streams.num.standby.replicas";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private StandbyReplicas() {}

  /**
   * Sets the number for the group, if it is another one. A cluster that does not let this client do
   * so is not refused: the log says what an operator has to run.
   *
   * @param count copies beside the one that is worked on, 0 or more; brokers allow 2 at most unless
   *     their {@code group.streams.max.standby.replicas} says otherwise
   */
  public static void set(Admin admin, String applicationId, int count) {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, applicationId);
    String wanted = Integer.toString(count);
    try {
      ConfigEntry now =
          admin
              .describeConfigs(List.of(group))
              .all()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .values()
              .iterator()
              .next()
              .get(CONFIG);
      if (now != null && wanted.equals(now.value())) {
        return;
      }
      admin
          .incrementalAlterConfigs(
              Map.of(
                  group,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry(CONFIG, wanted), AlterConfigOp.OpType.SET))))
          .all()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      log.info("{} of the group {} is {} from now on", CONFIG, applicationId, wanted);
    } catch (ExecutionException | TimeoutException e) {
      log.warn(
          "{} of the group {} could not be set to {} ({}). Playlists have as many copies as the"
              + " brokers say, perhaps none; an operator can run: kafka-configs.sh --alter"
              + " --entity-type groups --entity-name {} --add-config {}={}",
          CONFIG,
          applicationId,
          wanted,
          e instanceof TimeoutException ? "no answer within " + PATIENCE : e.getCause(),
          applicationId,
          CONFIG,
          wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
