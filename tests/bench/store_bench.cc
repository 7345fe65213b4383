#include "tests/bench/store_bench.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"

#include "tests/server/session/sample_session.h"
#include "tests/testing/or_die.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::CheckOrDie;

constexpr int kTransitionsMeasured = 31;

// A session, moved by one thread.
class Moving {
 public:
  Moving(SessionStore& store, const std::string& name, const DocumentPtr& document)
      : store_(store), record_(SampleRecord(SessionState::kPresented, name)) {
    CheckOrDie(Put(store_, record_, document).ok(), "storing a session");
  }

  absl::Status Move() {
    const uint64_t version = record_.version();
    record_.set_version(version + 1);
    return Change(store_, version, record_, KeepDocument{});
  }

 private:
  SessionStore& store_;
  v1::SessionRecord record_;
};

// How often `once(thread)` was done in a second by all threads together.
double RateOf(int threads, absl::Duration each, const std::function<absl::Status(int)>& once) {
  std::atomic<int64_t> done = 0;
  const absl::Time begin = absl::Now();
  std::vector<std::thread> workers;
  for (int thread = 0; thread < threads; ++thread) {
    workers.emplace_back([&, thread] {
      do {
        CheckOrDie(once(thread).ok(), "a change that is measured");
        ++done;
      } while (absl::Now() - begin < each);
    });
  }
  for (std::thread& worker : workers) worker.join();
  return static_cast<double>(done) / absl::ToDoubleSeconds(absl::Now() - begin);
}

// The first change of a page after a checkpoint writes all of it, and a full page is left now and then: the
// median is of those that do neither.
uint64_t BytesOfAMove(BenchStore& bench, Moving& session) {
  std::vector<uint64_t> written;
  uint64_t before = bench.LogBytes();
  for (int i = 0; i < kTransitionsMeasured; ++i) {
    CheckOrDie(session.Move().ok(), "a transition");
    const uint64_t after = bench.LogBytes();
    written.push_back(after - before);
    before = after;
  }
  std::nth_element(written.begin(), written.begin() + kTransitionsMeasured / 2, written.end());
  return written[kTransitionsMeasured / 2];
}

DocumentFigures MeasureDocument(BenchStore& bench, uint64_t bytes, const BenchOptions& options) {
  const auto document = std::make_shared<const std::string>(bytes, 'd');
  std::vector<Moving> sessions;
  sessions.reserve(static_cast<size_t>(options.threads));
  for (int i = 0; i < options.threads; ++i) {
    sessions.emplace_back(bench.store(), absl::StrCat(i), document);
  }
  CheckOrDie(bench.store().Purge().ok(), "a purge");  // SQLite's log is empty then
  DocumentFigures figures;
  figures.document_bytes = bytes;
  figures.written_bytes = BytesOfAMove(bench, sessions[0]);
  figures.alone = RateOf(1, options.each, [&](int) { return sessions[0].Move(); });
  figures.loaded = RateOf(options.threads, options.each,
                          [&](int thread) { return sessions[static_cast<size_t>(thread)].Move(); });
  return figures;
}

std::string JsonOf(const DocumentFigures& figures) {
  return absl::StrFormat(
      R"({"document_bytes":%u,"transitions_alone":%.1f,"transitions_loaded":%.1f,"written_bytes":%u})",
      figures.document_bytes, figures.alone, figures.loaded, figures.written_bytes);
}

std::string JsonOf(const StoreFigures& figures) {
  return absl::StrFormat(
      R"({"store":"%s","threads":%d,"commits_alone":%.1f,"commits_loaded":%.1f,"documents":[%s]})",
      figures.store, figures.threads, figures.commits_alone, figures.commits_loaded,
      absl::StrJoin(figures.documents, ",", [](std::string* out, const DocumentFigures& one) {
        absl::StrAppend(out, JsonOf(one));
      }));
}

}  // namespace

StoreFigures Measure(const std::function<std::unique_ptr<BenchStore>()>& make,
                     const BenchOptions& options) {
  StoreFigures figures;
  figures.threads = options.threads;
  for (const uint64_t bytes : options.document_bytes) {
    const std::unique_ptr<BenchStore> bench = make();
    figures.documents.push_back(MeasureDocument(*bench, bytes, options));
    if (!figures.store.empty()) continue;
    figures.store = bench->name();
    const auto commit = [&](int thread) { return bench->CommitBare(thread); };
    figures.commits_alone = RateOf(1, options.each, commit);
    figures.commits_loaded = RateOf(options.threads, options.each, commit);
  }
  return figures;
}

std::string ToTable(const std::vector<StoreFigures>& figures) {
  std::string table =
      "store       threads  what                            a second   bytes written\n";
  for (const StoreFigures& store : figures) {
    const auto row = [&](int threads, const std::string& what, double rate, uint64_t bytes) {
      absl::StrAppendFormat(&table, "%-11s %7d  %-28s %11.1f", store.store, threads, what, rate);
      absl::StrAppend(&table, bytes == 0 ? "" : absl::StrFormat(" %15u", bytes), "\n");
    };
    row(1, "bare commits", store.commits_alone, 0);
    row(store.threads, "bare commits", store.commits_loaded, 0);
    for (const DocumentFigures& one : store.documents) {
      const std::string what = absl::StrCat("transitions, ", one.document_bytes, " bytes");
      row(1, what, one.alone, one.written_bytes);
      row(store.threads, what, one.loaded, 0);
    }
  }
  return table;
}

std::string ToJson(const std::vector<StoreFigures>& figures) {
  return absl::StrCat("{\"stores\":[",
                      absl::StrJoin(figures, ",",
                                    [](std::string* out, const StoreFigures& one) {
                                      absl::StrAppend(out, JsonOf(one));
                                    }),
                      "]}\n");
}

}  // namespace paraphe::server::test
