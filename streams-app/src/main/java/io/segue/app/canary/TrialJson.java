package io.segue.app.canary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.Canary;

/** What the commands print for machines. */
final class TrialJson {

  private TrialJson() {}

  /** The record in force, with its trial if there is one. */
  static ObjectNode of(ObjectMapper mapper, ActiveIndex active) {
    ObjectNode root = mapper.createObjectNode();
    root.put("active", active.getVersion());
    root.put("previous", active.getPrevious());
    root.put("reason", active.getReason());
    Canary canary = active.getCanary();
    if (canary == null) {
      root.putNull("canary");
    } else {
      root.putObject("canary")
          .put("version", canary.getVersion())
          .put("share", canary.getShare())
          .put("started_at", canary.getStartedAt().toString())
          .put("ends_at", canary.getEndsAt().toString())
          .put("k", canary.getK())
          .put("playlists_min", canary.getPlaylistsMin())
          .put("error_rate", canary.getErrorRate());
    }
    return root;
  }
}
