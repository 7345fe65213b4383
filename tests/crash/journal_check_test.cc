// The check of a journal finds each lie of a server.
#include "tests/crash/journal_check.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/temp_dir.h"

namespace paraphe::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

JournalLine Acknowledged(Act act, int start, v1::SessionState state, uint64_t version,
                         const std::string& sha256) {
  JournalLine line(Word::kAck, act, start);
  line.session_id = "id";
  line.state = state;
  line.version = version;
  line.sha256 = sha256;
  line.verified = !sha256.empty();
  return line;
}

// A journal that is written as a client would, one request a line.
class Story {
 public:
  Story& Ask(Act act) {
    lines_.emplace_back(Word::kIntent, act, start_);
    return *this;
  }
  Story& Ok(Act act, v1::SessionState state, uint64_t version, const std::string& sha256 = "") {
    Ask(act);
    lines_.push_back(Acknowledged(act, start_, state, version, sha256));
    return *this;
  }
  Story& No(Act act, v1::ErrorReason reason, v1::SessionState state) {
    Ask(act);
    JournalLine line{Word::kRefused, act, start_};
    line.reason = reason;
    line.state = state;
    lines_.push_back(line);
    return *this;
  }
  Story& Lost(Act act) {
    Ask(act);
    lines_.emplace_back(Word::kLost, act, start_++);
    return *this;
  }
  JournalLine& last() { return lines_.back(); }

  std::vector<std::string> Faults(SessionIs is = SessionIs::kRunning) const {
    return FaultsOf(lines_, is);
  }

 private:
  int start_ = 1;
  std::vector<JournalLine> lines_;
};

Story Presented() {
  Story story;
  return story.Ok(Act::kPrepare, v1::PREPARED, 1)
      .Ok(Act::kRedeem, v1::PRESENTED, 2)
      .Ok(Act::kChoose, v1::PRESENTED, 3);
}
Story Consented() { return Presented().Ok(Act::kConsent, v1::CONSENTED, 4); }
Story Released() { return Consented().Ok(Act::kRelease, v1::SIGNING, 5, "d1"); }
Story Signed() { return Released().Ok(Act::kDeliver, v1::SIGNED, 6); }
Story Aborted() { return Consented().Ok(Act::kAbort, v1::ABORTED, 5); }

TEST(JournalCheckTest, GoodSessionsHaveNoFault) {
  Story finalized = Signed().Ok(Act::kFinalize, v1::FINALIZED, 7, "x1");
  EXPECT_THAT(finalized.Ok(Act::kExport, v1::FINALIZED, 7, "x1").Faults(SessionIs::kOver),
              IsEmpty());
  Story repeated = Consented().Lost(Act::kRelease).Ok(Act::kLook, v1::SIGNING, 5);
  EXPECT_THAT(repeated.Ok(Act::kRelease, v1::SIGNING, 5, "d1").Faults(), IsEmpty());
  Story amended = Presented().Lost(Act::kAmend).Ok(Act::kLook, v1::PREPARED, 4);
  EXPECT_THAT(amended.Ok(Act::kAmend, v1::PREPARED, 5).Ok(Act::kChoose, v1::PRESENTED, 6).Faults(),
              IsEmpty());
  Story aborted = Aborted().No(Act::kRelease, v1::SESSION_ABORTED, v1::ABORTED);
  EXPECT_THAT(aborted.Ok(Act::kFinalize, v1::ABORTED, 5).Faults(SessionIs::kOver), IsEmpty());
  EXPECT_THAT(Released().No(Act::kAbort, v1::DIGEST_RELEASED, v1::SIGNING).Faults(), IsEmpty());
  Story wrong = Released().No(Act::kDeliverWrong, v1::DEVICE_SIGNATURE_INVALID,
                              v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(wrong.Ok(Act::kFinalize, v1::FAILED, 6).Faults(SessionIs::kOver), IsEmpty());
}

TEST(JournalCheckTest, LostStepsAreFound) {
  EXPECT_THAT(Consented().Ok(Act::kLook, v1::PRESENTED, 3).Faults(),
              ElementsAre(HasSubstr("line 10: version 4 was acknowledged, and it is 3"),
                          HasSubstr("CONSENTED was acknowledged, and PRESENTED came after it")));
  EXPECT_THAT(
      Consented().No(Act::kLook, v1::SESSION_UNKNOWN, v1::SESSION_STATE_UNSPECIFIED).Faults(),
      ElementsAre(HasSubstr("an acknowledged session is lost")));
  EXPECT_THAT(Consented().No(Act::kRelease, v1::SESSION_WRONG_STATE, v1::PRESENTED).Faults(),
              ElementsAre(HasSubstr("nothing in the journal explains it: SESSION_WRONG_STATE"),
                          HasSubstr("a step is lost")));
  // Only the content of the version tells.
  EXPECT_THAT(Consented().Lost(Act::kRelease).Ok(Act::kLook, v1::SIGNING, 4).Faults(),
              ElementsAre(HasSubstr("version 4 was in state CONSENTED, and is in SIGNING")));
}

// Its agent has a secret of its own, and may repeat what was not answered.
TEST(JournalCheckTest, AnAgentThatIsShutOutByItsOwnTicketIsFound) {
  Story story;
  story.Ok(Act::kPrepare, v1::PREPARED, 1).Lost(Act::kRedeem);
  Story repeated = story;
  EXPECT_THAT(repeated.Ok(Act::kRedeem, v1::PRESENTED, 2).Faults(), IsEmpty());
  EXPECT_THAT(story.No(Act::kRedeem, v1::TICKET_USED, v1::SESSION_STATE_UNSPECIFIED).Faults(),
              ElementsAre(HasSubstr("nothing in the journal explains it: TICKET_USED")));
}

TEST(JournalCheckTest, ASecondDtbsIsFound) {
  EXPECT_THAT(Released().Ok(Act::kRelease, v1::SIGNING, 5, "d1").Faults(), IsEmpty());
  EXPECT_THAT(Released().Ok(Act::kRelease, v1::SIGNING, 5, "d2").Faults(),
              ElementsAre(HasSubstr("two different DTBS")));
}

TEST(JournalCheckTest, WhatComesAfterARollbackIsFound) {
  EXPECT_THAT(Aborted().Ok(Act::kRelease, v1::SIGNING, 6, "d1").Faults(),
              ElementsAre(HasSubstr("released after the session was rolled back"),
                          HasSubstr("what was rolled back came back")));
  Story exported = Aborted().Ask(Act::kDeliver);
  EXPECT_THAT(exported.Ok(Act::kFinalize, v1::FINALIZED, 6, "x1").Faults(),
              ElementsAre(HasSubstr("exported after the session was rolled back"),
                          HasSubstr("what was rolled back came back")));
  EXPECT_THAT(Aborted().Ok(Act::kLook, v1::CONSENTED, 6).Faults(),
              ElementsAre(HasSubstr("what was rolled back came back")));
}

TEST(JournalCheckTest, ARollbackOfWhatLeftIsFound) {
  EXPECT_THAT(Released().Ok(Act::kAbort, v1::ABORTED, 6).Faults(),
              ElementsAre(HasSubstr("a release was rolled back")));
  EXPECT_THAT(Signed().Ok(Act::kFail, v1::FAILED, 7).Faults(),
              ElementsAre(HasSubstr("a signature was rolled back")));
}

TEST(JournalCheckTest, BadExportsAreFound) {
  Story unsigned_export = Released();
  EXPECT_THAT(unsigned_export.Ok(Act::kFinalize, v1::FINALIZED, 6, "x1").Faults(),
              ElementsAre(HasSubstr("nobody delivered a signature")));
  Story invalid = Signed().Ok(Act::kFinalize, v1::FINALIZED, 7, "x1");
  invalid.last().verified = false;
  EXPECT_THAT(invalid.Faults(), ElementsAre(HasSubstr("does not verify")));
  Story two = Signed().Ok(Act::kFinalize, v1::FINALIZED, 7, "x1");
  EXPECT_THAT(two.Ok(Act::kFinalize, v1::FINALIZED, 7, "x2").Faults(),
              ElementsAre(HasSubstr("two different signed documents")));
  EXPECT_THAT(Signed().Ok(Act::kFinalize, v1::FINALIZED, 7).Faults(),
              ElementsAre(HasSubstr("no signed document")));
}

TEST(JournalCheckTest, WhatNobodyAskedForIsFound) {
  EXPECT_THAT(Presented().Ok(Act::kLook, v1::CONSENTED, 4).Faults(),
              ElementsAre(HasSubstr("nobody asked for CONSENTED")));
  EXPECT_THAT(Presented().No(Act::kConsent, v1::SESSION_ABORTED, v1::ABORTED).Faults(),
              ElementsAre(HasSubstr("nothing in the journal explains it: SESSION_ABORTED"),
                          HasSubstr("nobody asked for ABORTED")));
  EXPECT_THAT(
      Released().Ok(Act::kDeliverWrong, v1::SIGNED, 6).Faults(),
      ElementsAre(HasSubstr("DeliverWrong was answered OK"), HasSubstr("nobody asked for SIGNED")));
  Story other = Presented();
  other.last().session_id = "another";
  EXPECT_THAT(other.Faults(), ElementsAre(HasSubstr("another id")));
}

TEST(JournalCheckTest, WhatOnlyTimeDoesIsFoundWhereTheClockDoesNotJump) {
  const auto expired = [](Story story) {
    return story.No(Act::kRelease, v1::SESSION_EXPIRED, v1::EXPIRED).Faults(SessionIs::kOver);
  };
  EXPECT_THAT(expired(Consented()),
              ElementsAre(HasSubstr("nothing in the journal explains it: SESSION_EXPIRED"),
                          HasSubstr("nobody asked for EXPIRED")));
  EXPECT_THAT(expired(Consented().Ask(Act::kTime)), IsEmpty());
  const auto too_old = [](Story story) {
    return story.No(Act::kRelease, v1::CONSENT_TOO_OLD, v1::PRESENTED).Faults();
  };
  EXPECT_THAT(too_old(Consented()),
              ElementsAre(HasSubstr("CONSENT_TOO_OLD"), HasSubstr("PRESENTED came after it")));
  EXPECT_THAT(too_old(Consented().Ask(Act::kTime)), IsEmpty());
}

TEST(JournalCheckTest, WhatTimeDoesNotDoIsFoundWhereTheClockJumps) {
  Story expired = Released().Ask(Act::kTime);
  EXPECT_THAT(expired.Ok(Act::kLook, v1::EXPIRED, 6).Faults(),
              ElementsAre(HasSubstr("a release was rolled back")));
  Story back = Consented().Ask(Act::kTime).Ok(Act::kLook, v1::EXPIRED, 5);
  EXPECT_THAT(back.Ok(Act::kRelease, v1::SIGNING, 6, "d1").Faults(),
              ElementsAre(HasSubstr("released after the session was rolled back"),
                          HasSubstr("what was rolled back came back")));
  Story failed = Released().Ask(Act::kTime).Ok(Act::kFail, v1::FAILED, 6);
  EXPECT_THAT(failed.Ok(Act::kDeliver, v1::SIGNED, 7).Faults(),
              ElementsAre(HasSubstr("what was rolled back came back")));
}

TEST(JournalCheckTest, ASessionThatNeverEndsIsFound) {
  EXPECT_THAT(Signed().Faults(SessionIs::kRunning), IsEmpty());
  EXPECT_THAT(Signed().Faults(SessionIs::kOver), ElementsAre(HasSubstr("never ended: SIGNED")));
}

// The release was given up: its signature is taken all the same.
TEST(JournalCheckTest, ALateSignatureThatIsRefusedIsFound) {
  Story given_up = Released().Ask(Act::kTime);
  given_up.Ok(Act::kLook, v1::FAILED, 6);
  Story taken = given_up;
  EXPECT_THAT(taken.Ok(Act::kDeliver, v1::SIGNED, 7).Faults(), IsEmpty());
  EXPECT_THAT(given_up.No(Act::kDeliver, v1::SESSION_FAILED, v1::FAILED).Faults(),
              ElementsAre(HasSubstr("nothing in the journal explains it: SESSION_FAILED")));
}

TEST(JournalTest, LinesComeBackFromTheDisk) {
  const TempDir dir;
  Journal journal(dir.Join("session.journal"));
  const JournalLine exported = Acknowledged(Act::kExport, 3, v1::FINALIZED, 7, "x1");
  JournalLine refused{Word::kRefused, Act::kAbort, 4};
  refused.reason = v1::DIGEST_RELEASED;
  journal.Write(exported);
  journal.Write(refused);
  const std::vector<JournalLine> read = ReadJournal(journal.path());
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(ToText(read[0]), ToText(exported));
  EXPECT_EQ(ToText(read[1]), ToText(refused));
  EXPECT_EQ(ToText(exported), "3 ack Export id FINALIZED 7 x1 verified ERROR_REASON_UNSPECIFIED");
}

}  // namespace
}  // namespace paraphe::test
