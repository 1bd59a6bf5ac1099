package io.segue.benchmarks;

import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.neighbours.NeighbourIndex;
import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.neighbours.RowFilter;
import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.embedding.ProcessorTime;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene's HNSW as its users have it: memory-mapped files, one segment, documents' numbers for
 * rows. Lucene keeps as many candidates as it returns neighbours, so more are asked for than are
 * kept.
 */
final class LuceneIndex implements NeighbourIndex, Closeable {

  private static final String FIELD = "vector";
  private static final double BUFFER_MEGABYTES = 2_000;

  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final int dimension;
  private final int efSearch;

  private LuceneIndex(Directory directory, DirectoryReader reader, int dimension, int efSearch) {
    this.directory = directory;
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
    this.dimension = dimension;
    this.efSearch = efSearch;
  }

  /**
   * Writes an index.
   *
   * @return seconds of the processor that it took
   */
  static double build(Path folder, VectorTable vectors, HnswSettings settings) {
    double begin = ProcessorTime.ofProcess();
    KnnVectorsFormat format =
        new Lucene99HnswVectorsFormat(settings.m(), settings.efConstruction());
    IndexWriterConfig config =
        new IndexWriterConfig(null)
            .setRAMBufferSizeMB(BUFFER_MEGABYTES)
            .setMergeScheduler(new SerialMergeScheduler())
            .setUseCompoundFile(false)
            .setCodec(
                new Lucene104Codec() {
                  @Override
                  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return format;
                  }
                });
    try (Directory directory = new MMapDirectory(folder);
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (int row = 0; row < vectors.rows(); row++) {
        int start = vectors.offset(row);
        float[] vector = Arrays.copyOfRange(vectors.values(), start, start + vectors.dimension());
        Document document = new Document();
        document.add(new KnnFloatVectorField(FIELD, vector, VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ProcessorTime.ofProcess() - begin;
  }

  /** Opens what was written. */
  static LuceneIndex open(Path folder, int dimension, int efSearch) {
    try {
      Directory directory = new MMapDirectory(folder);
      return new LuceneIndex(directory, DirectoryReader.open(directory), dimension, efSearch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int size() {
    return reader.numDocs();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException with a filter, for there is none here
   */
  @Override
  public Neighbours search(float[] query, int k, RowFilter filter) {
    if (!filter.equals(RowFilter.ALL)) {
      throw new IllegalArgumentException("there is no filter here");
    }
    try {
      ScoreDoc[] found =
          searcher.search(
                  new KnnFloatVectorQuery(
                      FIELD, Arrays.copyOf(query, dimension), Math.max(k, efSearch)),
                  k)
              .scoreDocs;
      int[] rows = new int[found.length];
      float[] scores = new float[found.length];
      for (int i = 0; i < found.length; i++) {
        rows[i] = found[i].doc;
        scores[i] = found[i].score;
      }
      return new Neighbours(rows, scores);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
