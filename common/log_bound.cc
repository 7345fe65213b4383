#include "common/log_bound.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/log.h"

namespace paraphe {

LogBound::LogBound(const Clock& clock, std::string what, LogRate rate)
    : clock_(clock), what_(std::move(what)), rate_(rate) {}

bool LogBound::Admits(const std::string& source) {
  absl::MutexLock lock(&mutex_);
  const absl::Time now = clock_.Now();
  if (IsWindowOver(now)) EndWindow();
  if (!begin_.has_value()) begin_ = now;
  const auto count = sources_.find(source);
  if (count != sources_.end() && count->second.written >= rate_.of_source) {
    ++count->second.left_out;
    return false;
  }
  if (written_ >= rate_.of_all) {
    ++left_out_of_others_;
    return false;
  }
  ++sources_[source].written;
  ++written_;
  return true;
}

bool LogBound::IsWindowOver(absl::Time now) const {
  return begin_.has_value() && (now < *begin_ || now - *begin_ >= rate_.window);
}

void LogBound::EndWindow() {
  for (const auto& [source, count] : sources_) {
    if (count.left_out > 0) unreported_[source] += count.left_out;
  }
  if (left_out_of_others_ > 0) unreported_[""] += left_out_of_others_;
  sources_.clear();
  left_out_of_others_ = 0;
  written_ = 0;
  begin_.reset();
}

void LogBound::Report() { ReportWhere(/*over_only=*/true); }

void LogBound::ReportAll() { ReportWhere(/*over_only=*/false); }

void LogBound::ReportWhere(bool over_only) {
  std::map<std::string, size_t> left_out;
  {
    absl::MutexLock lock(&mutex_);
    if (!over_only || IsWindowOver(clock_.Now())) EndWindow();
    left_out.swap(unreported_);
  }
  for (const auto& [source, lines] : left_out) {
    const std::string whose = source.empty() ? "others" : source;
    Log(LogLevel::kWarning, "not_logged",
        {{"source", whose},
         {"count", absl::StrCat(lines)},
         {"words", absl::StrCat(lines, " more ", what_, " of ", whose, " were not logged")}});
  }
}

}  // namespace paraphe
