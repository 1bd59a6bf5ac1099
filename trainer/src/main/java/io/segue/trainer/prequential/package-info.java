/**
 * Test-then-train on recorded playlists: each event is first an exam and then a lesson, with the
 * very classes that the streams app learns with. Entry: {@link
 * io.segue.trainer.prequential.PrequentialCommand}. May not depend on Kafka's clients.
 */
@NullMarked
package io.segue.trainer.prequential;

import org.jspecify.annotations.NullMarked;
