// How many transitions a store takes each second, beside how many commits the same database takes, on the
// same file system and in the same run; and what a transition writes.
#ifndef PARAPHE_TESTS_BENCH_STORE_BENCH_H_
#define PARAPHE_TESTS_BENCH_STORE_BENCH_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"

#include "tests/bench/bench_stores.h"

namespace paraphe::server::test {

struct BenchOptions {
  absl::Duration each = absl::Seconds(5);  // how long each number is measured
  int threads = 8;                         // of the load
  std::vector<uint64_t> document_bytes = {2 << 10, 10 << 20};
};

// All numbers but bytes are of a second.
struct DocumentFigures {
  uint64_t document_bytes = 0;
  double alone = 0;            // transitions of one session, one after the other
  double loaded = 0;           // of as many sessions as there are threads, each in its own
  uint64_t written_bytes = 0;  // into the write-ahead log by a transition; the median of some
};
struct StoreFigures {
  std::string store;
  int threads = 0;
  double commits_alone = 0;  // of the bare database
  double commits_loaded = 0;
  std::vector<DocumentFigures> documents;
};

// For each size of document `make` is called once. Dies where the store refuses.
StoreFigures Measure(const std::function<std::unique_ptr<BenchStore>()>& make,
                     const BenchOptions& options);

// A table for people; and JSON, one object.
std::string ToTable(const std::vector<StoreFigures>& figures);
std::string ToJson(const std::vector<StoreFigures>& figures);

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_BENCH_STORE_BENCH_H_
