// Builds and searches the C++ hnswlib (github.com/nmslib/hnswlib; Debian: libhnswlib-dev) on the
// same vectors and queries as the indexes in Java, on one thread, by processor time.
//
//   peer FILE M EF_CONSTRUCTION
//
// FILE, in the machine's byte order: int32 rows, dimension, queries, k; rows * dimension floats;
// queries * dimension floats; queries * k int32, the true neighbours of each, ascending.
// Prints a line once the index is there: seconds of the build, seconds to load a saved index, bytes
// of the saved index a vector. Then, for each ef that it reads, it asks all queries once and prints
// queries a second and recall; so the caller can measure it and another index by turns.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "hnswlib/hnswlib.h"

static double processor_seconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

template <typename T>
static std::vector<T> read(FILE *file, size_t count) {
  std::vector<T> values(count);
  if (fread(values.data(), sizeof(T), count, file) != count) {
    fprintf(stderr, "the file ends too early\n");
    exit(1);
  }
  return values;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: peer FILE M EF_CONSTRUCTION\n");
    return 2;
  }
  FILE *file = fopen(argv[1], "rb");
  if (!file) {
    perror(argv[1]);
    return 2;
  }
  std::vector<int32_t> header = read<int32_t>(file, 4);
  size_t rows = header[0], dimension = header[1], queries = header[2], k = header[3];
  std::vector<float> vectors = read<float>(file, rows * dimension);
  std::vector<float> asked = read<float>(file, queries * dimension);
  std::vector<int32_t> truth = read<int32_t>(file, queries * k);
  fclose(file);

  hnswlib::InnerProductSpace space(dimension);
  hnswlib::HierarchicalNSW<float> built(&space, rows, atoi(argv[2]), atoi(argv[3]), 1);
  double begin = processor_seconds();
  for (size_t row = 0; row < rows; row++) {
    built.addPoint(&vectors[row * dimension], row);
  }
  double build = processor_seconds() - begin;

  std::string saved = std::string(argv[1]) + ".hnsw";
  built.saveIndex(saved);
  FILE *size_of = fopen(saved.c_str(), "rb");
  fseek(size_of, 0, SEEK_END);
  double bytes = static_cast<double>(ftell(size_of)) / rows;
  fclose(size_of);
  begin = processor_seconds();
  hnswlib::HierarchicalNSW<float> index(&space, saved);
  double load = processor_seconds() - begin;

  remove(saved.c_str());
  printf("%.3f %.3f %.1f\n", build, load, bytes);
  fflush(stdout);

  std::vector<int32_t> answers(queries * k, -1);
  int ef;
  while (scanf("%d", &ef) == 1) {
    index.setEf(ef);
    begin = processor_seconds();
    // As the JVM's indexes do, each query leaves its rows in an array.
    for (size_t query = 0; query < queries; query++) {
      auto found = index.searchKnn(&asked[query * dimension], k);
      for (auto at = answers.begin() + query * k; !found.empty(); found.pop()) {
        *at++ = static_cast<int32_t>(found.top().second);
      }
    }
    double seconds = processor_seconds() - begin;
    double hits = 0;
    for (size_t answer = 0; answer < queries * k; answer++) {
      auto from = truth.begin() + answer / k * k;
      hits += std::binary_search(from, from + k, answers[answer]);
    }
    printf("%.1f %.6f\n", queries / seconds, hits / (queries * k));
    fflush(stdout);
  }
  return 0;
}
