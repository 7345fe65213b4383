// What a client's journal of one session holds against the server that answered it.
//
// What is demanded (SES-2 to SES-6): what was acknowledged lasts, so that a session's version never
// falls, a version has one state, and no state is behind an acknowledged one, unless an amendment was
// asked for; what was rolled back stays so; after an abort or a failure nothing is released or
// exported; one session has one DTBS and one signed document; what is exported is verified, and a
// good signature was delivered before; no session does what nobody asked for; each refusal has its
// cause in the journal, so that no ticket is used for the one agent that redeems it. Where the clock
// jumps, sessions may expire and be given up (and signed all the same, late), and a consent may be too
// old.
#ifndef PARAPHE_TESTS_CRASH_JOURNAL_CHECK_H_
#define PARAPHE_TESTS_CRASH_JOURNAL_CHECK_H_

#include <string>
#include <vector>

#include "tests/crash/journal.h"

namespace paraphe::test {

enum class SessionIs {
  kRunning,
  kOver,  // it must have ended, signed or rolled back
};

// One sentence for each fault, with the number of its line from 1; empty where there is none.
std::vector<std::string> FaultsOf(const std::vector<JournalLine>& journal, SessionIs is);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_JOURNAL_CHECK_H_
