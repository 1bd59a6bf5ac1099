package io.segue.app.api;

import io.segue.app.health.DataHealth;
import io.segue.app.quality.ClusterQuality;
import io.segue.app.quality.LocalQuality;

/**
 * What the API tells of how the instance does.
 *
 * @param local what this instance's partitions have counted
 * @param cluster what all instances' have
 * @param health how this instance's events compare with the training's
 */
public record Insight(LocalQuality local, ClusterQuality cluster, DataHealth health) {}
