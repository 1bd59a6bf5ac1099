package io.segue.app.api;

import io.segue.app.playlists.Address;
import java.time.Duration;

/** Passes requests on to other instances. Thread-safe. */
interface PeerClient {

  /**
   * Has another instance answer a GET request.
   *
   * @param owner the instance
   * @param request what to ask; goes out as it came in
   * @param limit for the whole exchange
   * @return the answer, whatever its status
   * @throws PeerException when there is none in time
   */
  Answer forward(Address owner, ApiRequest request, Duration limit) throws PeerException;
}
