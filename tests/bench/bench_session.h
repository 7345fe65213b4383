// A whole session, call by call: the bench is its caller, its agent and its card, which is an RSA key in memory.
#ifndef PARAPHE_TESTS_BENCH_BENCH_SESSION_H_
#define PARAPHE_TESTS_BENCH_BENCH_SESSION_H_

#include <array>
#include <functional>
#include <string>

#include "absl/strings/string_view.h"

#include "tests/crash/server_calls.h"

namespace paraphe::bench {

// The calls of a session, in their order.
enum class Step { kPrepare, kPresent, kChoose, kConsent, kRelease, kResult, kFinalize };
inline constexpr std::array<Step, 7> kSteps = {Step::kPrepare, Step::kPresent, Step::kChoose,
                                               Step::kConsent, Step::kRelease, Step::kResult,
                                               Step::kFinalize};
absl::string_view NameOf(Step step);
// Whether the caller makes it; else the signer's agent does.
bool IsCallers(Step step);

// What a session is about.
struct Request {
  std::string document;
  std::string table;  // name of the table that shows it
};

// Runs `call`, which is that step, and may measure around it.
using AroundStep = std::function<void(Step step, const std::function<void()>& call)>;

// Signs once. Dies where anything is refused. The signed document.
std::string SignOrDie(
    const test::ServerCalls& calls, const Request& request,
    const AroundStep& around = [](Step, const auto& call) { call(); });

// Prepare alone: a session that waits for its signer.
void PrepareOrDie(const test::ServerCalls& calls, const Request& request);

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_BENCH_SESSION_H_
