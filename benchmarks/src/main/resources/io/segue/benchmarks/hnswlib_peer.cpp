// Builds and searches the C++ hnswlib (github.com/nmslib/hnswlib; Debian: libhnswlib-dev) on the
// same vectors and queries as the indexes in Java, on one thread, by processor time.
//
//   peer FILE M EF_CONSTRUCTION ROUNDS EF...
//
// FILE, in the machine's byte order: int32 rows, dimension, queries, k; rows * dimension floats;
// queries * dimension floats; queries * k int32, the true neighbours of each, ascending.
// Prints a line for each ef: ef, seconds of the build, seconds to load a saved index, recall,
// bytes of the saved index a vector, queries a second in each round.
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
  if (argc < 6) {
    fprintf(stderr, "usage: peer FILE M EF_CONSTRUCTION ROUNDS EF...\n");
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

  int rounds = atoi(argv[4]);
  std::vector<int32_t> answers(queries * k, -1);
  for (int argument = 5; argument < argc; argument++) {
    index.setEf(atoi(argv[argument]));
    // As the JVM's indexes do, each query leaves its rows in an array.
    auto ask_all = [&] {
      for (size_t query = 0; query < queries; query++) {
        auto found = index.searchKnn(&asked[query * dimension], k);
        for (auto at = answers.begin() + query * k; !found.empty(); found.pop()) {
          *at++ = static_cast<int32_t>(found.top().second);
        }
      }
    };
    ask_all();
    std::vector<double> per_second;
    for (int round = 0; round < rounds; round++) {
      begin = processor_seconds();
      ask_all();
      per_second.push_back(queries / (processor_seconds() - begin));
    }
    double hits = 0;
    for (size_t answer = 0; answer < queries * k; answer++) {
      auto from = truth.begin() + answer / k * k;
      hits += std::binary_search(from, from + k, answers[answer]);
    }
    printf("%s %.3f %.3f %.6f %.1f", argv[argument], build, load, hits / (queries * k), bytes);
    for (double measured : per_second) {
      printf(" %.1f", measured);
    }
    printf("\n");
  }
  remove(saved.c_str());
  return 0;
}
