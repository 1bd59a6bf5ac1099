package io.segue.app.topology;

import io.segue.schemas.serdes.RegistryUnavailableException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sends a record that cannot be decoded to the dead letters, counts it and goes on. Where it is the
 * schema registry that cannot be asked, the record is good as far as anybody knows: then the stream
 * stops before it, and begins with it when it is started again. Made by Kafka Streams.
 */
public final class UndecodableRecordHandler extends LogAndContinueExceptionHandler {

  private StreamFaults faults;

  /** Kafka Streams calls {@link #configure} next. */
  @NullUnmarked
  public UndecodableRecordHandler() {}

  @Override
  public void configure(Map<String, ?> configs) {
    super.configure(configs);
    faults = StreamFaults.in(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof RegistryUnavailableException) {
      return Response.fail();
    }
    faults.undecodable();
    return Response.resume(
        BoundedLetters.bounded(
            super.handleError(context, record, exception).deadLetterQueueRecords()));
  }
}
