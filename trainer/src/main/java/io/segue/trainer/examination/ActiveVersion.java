package io.segue.trainer.examination;

import io.segue.recommender.Model;

/**
 * The version that is served now.
 *
 * @param version its name
 * @param model what it answers from
 */
public record ActiveVersion(String version, Model model) {}
