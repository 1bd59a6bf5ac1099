package io.segue.app.topology;

import io.segue.schemas.InvalidEventException;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sends an invalid event to the dead letters, counts it and goes on; any other failure, such as a
 * store that cannot be written, stops the stream, for a good event does not belong among the dead
 * letters. Made by Kafka Streams.
 */
public final class InvalidEventHandler extends LogAndContinueProcessingExceptionHandler {

  private StreamFaults faults;

  /** Kafka Streams calls {@link #configure} next. */
  @NullUnmarked
  public InvalidEventHandler() {}

  @Override
  public void configure(Map<String, ?> configs) {
    super.configure(configs);
    faults = StreamFaults.in(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (exception instanceof InvalidEventException) {
      faults.invalid();
      return Response.resume(
          BoundedLetters.bounded(
              super.handleError(context, record, exception).deadLetterQueueRecords()));
    }
    return Response.fail();
  }
}
