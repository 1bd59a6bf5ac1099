/**
 * What connects the log lines and spans of one request across instances: the request's id, and
 * OpenTelemetry's traces, which are off unless {@code OTEL_TRACES_EXPORTER} is set. Entry: {@link
 * io.segue.app.tracing.Tracing}. Knows nothing of endpoints, playlists or indexes.
 */
@NullMarked
package io.segue.app.tracing;

import org.jspecify.annotations.NullMarked;
