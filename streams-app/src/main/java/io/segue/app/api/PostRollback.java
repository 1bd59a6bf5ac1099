package io.segue.app.api;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/index/rollback}: all instances are to serve the index version that was active
 * before; a trial ends with it. The same as {@code segue rollback}.
 *
 * <p>Takes {@link Wish}; answers 202 with {@link Body} when that is written, and instances follow
 * within moments. 400 for a body that is not one; 409 when another version is active than the one
 * named, when there is none to go back to, or when this instance may not decide; 503 when Kafka
 * refuses.
 */
final class PostRollback implements Endpoint {

  /**
   * What is to be taken back.
   *
   * @param from the version that is active, so that asking twice takes one version back
   */
  record Wish(@Nullable String from) {}

  /**
   * The answer.
   *
   * @param active the version that is to serve now
   * @param previous the one that was taken back
   * @param reason what the record says of it
   * @param instance which instance wrote it
   */
  record Body(String active, @Nullable String previous, String reason, String instance) {}

  private final IndexRollback rollback;
  private final String instance;

  PostRollback(IndexRollback rollback, String instance) {
    this.rollback = rollback;
    this.instance = instance;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/v1/index/rollback";
  }

  @Override
  public Answer answer(ApiRequest request) {
    String from = Json.read(request.body(), Wish.class).from();
    if (from == null) {
      throw ProblemException.badRequest(
          "The field 'from' is missing; name the version that is active now.");
    }
    try {
      ActiveIndex active = rollback.from(from);
      return Answer.json(
          Answer.ACCEPTED,
          new Body(active.getVersion(), active.getPrevious(), active.getReason(), instance));
    } catch (BadInputException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    } catch (CommandFailedException e) {
      throw ProblemException.unavailable(
          e.getMessage()
              + " If this instance may not write index versions, 'segue rollback' does.");
    }
  }
}
