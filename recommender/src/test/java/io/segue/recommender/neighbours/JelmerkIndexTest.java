package io.segue.recommender.neighbours;

import io.segue.recommender.vectors.VectorTable;

class JelmerkIndexTest extends NeighbourIndexContract {

  @Override
  NeighbourIndex indexOf(VectorTable vectors) {
    return new JelmerkIndex(vectors, HnswSettings.DEFAULT, 200, 1);
  }

  @Override
  double recallMin() {
    return 0.99;
  }
}
