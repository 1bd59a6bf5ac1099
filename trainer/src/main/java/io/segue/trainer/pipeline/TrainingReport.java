package io.segue.trainer.pipeline;

import io.segue.schemas.IndexManifest;
import io.segue.trainer.card.Card;
import java.util.Optional;

/**
 * What a training did.
 *
 * @param card everything that there is to say about it
 * @param published the published version; empty when it was not to be published
 */
public record TrainingReport(Card card, Optional<IndexManifest> published) {}
