#include "tests/bench/bench_options.h"

#include <cstdio>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace paraphe::bench {
namespace {

constexpr int kTargets = 12;

absl::Status Refuse(absl::string_view word) {
  return absl::InvalidArgumentError(absl::StrCat("paraphe-bench: what is \"", word, "\"?"));
}

bool IsTarget(absl::string_view word) {
  int number = 0;
  return absl::StartsWith(word, "T") && absl::SimpleAtoi(word.substr(1), &number) && number >= 1 &&
         number <= kTargets;
}

absl::Status ReadTargets(const std::string& words, BenchOptions& options) {
  for (const absl::string_view word : absl::StrSplit(words, ',')) {
    if (!IsTarget(word)) return Refuse(word);
    options.only.emplace(word);
  }
  return absl::OkStatus();
}

absl::Status ReadShape(const std::string& word, BenchOptions& options) {
  const std::optional<Shape> shape = ShapeNamed(word);
  if (!shape.has_value()) return Refuse(word);
  options.shape = *shape;
  options.all_shapes = false;
  return absl::OkStatus();
}

absl::Status ReadTolerance(const std::string& word, BenchOptions& options) {
  const bool good = absl::SimpleAtod(word, &options.tolerance) && options.tolerance >= 1;
  return good ? absl::OkStatus() : Refuse(word);
}

// "T1 floors=2,T6=100"
absl::Status ReadStands(const std::string& words, BenchOptions& options) {
  for (const absl::string_view word : absl::StrSplit(words, ',')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(word, absl::MaxSplits('=', 1));
    double value = 0;
    const absl::string_view target = parts.first.substr(0, parts.first.find(' '));
    if (!IsTarget(target) || !absl::SimpleAtod(parts.second, &value) || value <= 0)
      return Refuse(word);
    options.stands.emplace(parts.first, value);
  }
  return absl::OkStatus();
}

// The option `word` with the word after it.
absl::Status ReadValue(const std::string& word, const std::string& value, BenchOptions& options) {
  if (word == "--only") return ReadTargets(value, options);
  if (word == "--shape") return ReadShape(value, options);
  if (word == "--tolerance") return ReadTolerance(value, options);
  if (word == "--stands") return ReadStands(value, options);
  if (word != "--bare-server") return Refuse(word);
  options.bare_server = value;
  return absl::OkStatus();
}

bool ReadFlag(const std::string& word, BenchOptions& options) {
  if (word == "--help") return options.help = true;
  if (word == "--quick") return options.quick = true;
  if (word == "--json") return options.json = true;
  return false;
}

}  // namespace

bool BenchOptions::Wants(absl::string_view target) const {
  return only.empty() || only.count(std::string(target)) > 0;
}

absl::StatusOr<BenchOptions> ReadOptions(const std::vector<std::string>& words) {
  BenchOptions options;
  for (size_t i = 0; i < words.size(); ++i) {
    if (ReadFlag(words[i], options)) continue;
    if (i + 1 == words.size()) return Refuse(words[i]);
    const absl::Status read = ReadValue(words[i], words[i + 1], options);
    if (!read.ok()) return read;
    ++i;
  }
  return options;
}

void Progress(absl::string_view what) {
  std::fprintf(stderr, "paraphe-bench: %s\n", std::string(what).c_str());
}

}  // namespace paraphe::bench
