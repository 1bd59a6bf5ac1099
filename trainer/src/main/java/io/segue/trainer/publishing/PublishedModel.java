package io.segue.trainer.publishing;

import io.segue.recommender.Model;
import io.segue.schemas.IndexManifest;

/**
 * A published version, read back.
 *
 * @param manifest what it says of itself
 * @param model what it holds
 */
public record PublishedModel(IndexManifest manifest, Model model) {}
