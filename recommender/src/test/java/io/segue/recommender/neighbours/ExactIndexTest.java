package io.segue.recommender.neighbours;

import io.segue.recommender.vectors.VectorTable;

class ExactIndexTest extends NeighbourIndexContract {

  @Override
  NeighbourIndex indexOf(VectorTable vectors) {
    return new ExactIndex(vectors);
  }

  @Override
  double recallMin() {
    return 1.0;
  }
}
