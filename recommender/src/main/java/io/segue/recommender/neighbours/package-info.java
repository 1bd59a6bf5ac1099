/**
 * Nearest neighbours by inner product. Entry: {@link
 * io.segue.recommender.neighbours.NeighbourIndex}, with the exact scan and the HNSW graph behind
 * it. Depends on {@code vectors} only.
 */
@NullMarked
package io.segue.recommender.neighbours;

import org.jspecify.annotations.NullMarked;
