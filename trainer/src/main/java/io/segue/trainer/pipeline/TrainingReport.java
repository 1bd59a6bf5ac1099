package io.segue.trainer.pipeline;

import io.segue.recommender.Model;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.card.Card;
import java.util.Optional;

/**
 * What a training did.
 *
 * @param card everything that there is to say about it
 * @param model what was chosen
 * @param published the published version; empty when it was not to be published
 */
public record TrainingReport(Card card, Model model, Optional<IndexManifest> published) {}
