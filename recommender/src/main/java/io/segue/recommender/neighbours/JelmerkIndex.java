package io.segue.recommender.neighbours;

import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Searches a graph of jelmerk's hnswlib, with our inner product as its distance.
 *
 * <p>The library that {@link HnswBuilder} and its searcher are measured against (see {@code
 * docs/decisions.md}); not what models are served from: it keeps each row as objects, draws its
 * layers without a seed and can only be stored by Java serialization.
 */
public final class JelmerkIndex implements NeighbourIndex {

  private final VectorTable vectors;
  private final HnswIndex<Integer, float[], Row, Float> library;

  /**
   * Builds the library's index.
   *
   * @param vectors normalised vectors; copied
   * @param efSearch how many candidates a search keeps
   * @param threads how many threads insert rows
   */
  public JelmerkIndex(VectorTable vectors, HnswSettings settings, int efSearch, int threads) {
    this.vectors = vectors;
    this.library =
        HnswIndex.newBuilder(vectors.stride(), JelmerkIndex::distance, Math.max(1, vectors.rows()))
            .withM(settings.m())
            .withEfConstruction(settings.efConstruction())
            .withEf(efSearch)
            .build();
    List<Row> rows = IntStream.range(0, vectors.rows()).mapToObj(this::row).toList();
    try {
      library.addAll(rows, threads, (done, max) -> {}, Integer.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building the HNSW graph", e);
    }
  }

  /**
   * Has searches keep another number of candidates, from now on; not while any is under way.
   *
   * @param efSearch at least 1
   */
  public void keep(int efSearch) {
    library.setEf(efSearch);
  }

  @Override
  public int size() {
    return library.size();
  }

  @Override
  public Neighbours search(float[] query, int k, RowFilter filter) {
    Searches.check(query, k, vectors);
    // The library takes no filter, so ask for more until enough are left or there are no more.
    for (int asked = k; ; asked = Math.min(2 * asked, size())) {
      List<SearchResult<Row, Float>> found =
          size() == 0 ? List.of() : library.findNearest(query, asked);
      ScoredHeap best = ScoredHeap.worstOnTop(k);
      for (SearchResult<Row, Float> result : found) {
        if (filter.accepts(result.item().id())) {
          best.addBounded(result.item().id(), -result.distance(), k);
        }
      }
      if (best.size() == k || asked >= size()) {
        return best.drain(k);
      }
    }
  }

  private static Float distance(float[] a, float[] b) {
    return -VectorMath.dot(a, 0, b, 0, a.length);
  }

  private Row row(int row) {
    float[] vector = new float[vectors.stride()];
    System.arraycopy(vectors.values(), vectors.offset(row), vector, 0, vector.length);
    return new Row(row, vector);
  }

  @SuppressWarnings("ArrayRecordComponent") // what the library asks for
  private record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
    @Override
    public int dimensions() {
      return vector.length;
    }
  }
}
