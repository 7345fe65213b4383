/*
 * A model of the session protocol, which spin searches whole. Not the code: its rules, with everything that may happen
 * between two of its steps. The properties are the assertions below and, at the end, that a session ends.
 *
 *   tests/model/check.sh           both searches, safety and liveness; 0 where every property holds, else 1
 *   tests/model/check.sh FAULT     the same with a fault put in: 1, what it breaks, and the steps there
 *
 * What is modelled
 *
 *   One session in a store, two replicas, and their sweepers as a third worker. A worker takes three steps: it loads
 *   the session and asks the table; it stores by compare-and-set; it answers. Anything may happen in between. A replica
 *   may crash after each step: it is then at rest, and never answers. A call that fails is the same, whether the store
 *   was out of reach or stored and did not say so. A clock lets the deadline of the state pass at any time.
 *
 *   Caller and agent are no processes: any call may arrive at any time, at either replica, any number of times. That
 *   is what they can cause, whether they wait, crash, start again, repeat or lie, and whatever a network loses,
 *   doubles, delays or puts in another order.
 *
 *   The lines T (transitions) and R (repetitions) are the tables of server/session/transitions.h, and
 *   session_model_table_test compares them in both directions. Which step starts the time of a state is as in
 *   SessionMachine::Store, which one only reads as in the functions of the table's events.
 *
 * What is left out
 *
 *   - Refused calls: they change nothing. A refused opening is counted by a step of its own, RefuseOpening, which is
 *     here. A step that lost against nothing else is stored over it at once (SessionMachine::StoreOverOpenings); here it
 *     begins again, which may do all that this does.
 *   - Content. A presentation is a bit that each Present turns, and the DTBS is made of it.
 *   - Who may call, tickets, tokens, idempotency keys.
 *   - Ids: they are random, so that what was removed is not created again.
 *   - That a late result is not refused: a refused call changes nothing. What it needs is asserted to be kept.
 *   - The age of a presentation: StaleConsent may come at any time, or never.
 *   - Versions: a loaded copy is fresh until anybody stores, which is what comparing versions finds out.
 *   - That a commit is one step and lasts: the contract of the stores (tests/contract).
 *
 *   Safety is searched without a bound on the number of calls, and with replicas whose clocks are late by any time.
 *   That a session ends is searched with clocks that agree. It holds where
 *   - neither the clock nor the sweepers stand still for ever (weak fairness);
 *   - signing_timeout and unclaimed_retention are not infinite;
 *   - the caller amends finitely often, here once. An amendment starts the lifetime again, so a caller can keep a
 *     session open for ever (AMEND_FOR_EVER). An agent cannot: neither Present nor StaleConsent starts it again.
 *
 * Faults: each is a macro
 *
 *   ABORT_AFTER_RELEASE       Abort is taken in SIGNING
 *   RELEASE_BEFORE_STORE      the digest leaves, then SIGNING is stored
 *   RELEASE_ANEW              a repeated Release makes another DTBS
 *   NO_COMPARE                a worker stores over whatever is there
 *   COMPARE_STATE_ONLY        a worker stores where the state is the one that it loaded, whatever else changed
 *   EXPORT_UNVERIFIED         Export is taken in SIGNING
 *   WRONG_SIGNATURE_STORED    a signature is stored though it does not verify
 *   ACKNOWLEDGE_BEFORE_STORE  a signature is acknowledged, then stored
 *   RETRY_AFTER_FAILURE       Release is taken in FAILED
 *   GIVE_UP_ROLLS_BACK        what a late signature needs is cleared with GiveUp
 *   SIGNATURE_AFTER_ROLLBACK  a signature is taken in FAILED though it was rolled back
 *   DEADLINE_IGNORED          nobody applies a passed deadline
 *   PRESENT_PROLONGS          Present starts the lifetime again
 *   AMEND_FOR_EVER            no fault: the caller amends without end
 */

mtype:State = { NONE, PREPARED, PRESENTED, CONSENTED, SIGNING, SIGNED, FINALIZED, ABORTED, EXPIRED, FAILED };
mtype:Event = { Create, Amend, Reissue, Present, Consent, StaleConsent, Release, AcceptSignature, ReportFailure,
                WrongSignature, GiveUp, Finalize, Export, Abort, Expire, RetentionEnd, RefuseOpening };

/* What a worker's copy of the session is: none; what is stored; older than what is stored; older, and without a step
   that was acknowledged since. */
mtype:Copy = { Absent, Fresh, Old, Blind };

#define WORKERS 3
#define SWEEPER 2 /* the workers 0 and 1 are replicas */

/* Of DTBS: a bit each, so that a set of them is a number. Of signatures: whether it verifies. */
#define NO_DTBS 0
#define DTBS_OF(shown) (1 << (shown))
#define NO_SIGNATURE 0
#define GOOD 1
#define BAD 2

/* The store, and whether the deadline of the state has passed. */
mtype:State state = NONE;
bit presentation;
byte dtbs = NO_DTBS;
byte signature = NO_SIGNATURE;
bool due;

mtype:Copy copy[WORKERS] = Absent;

/* What an observer of everything remembers. Only properties read it, and Create: a removed id does not come again. */
byte lacking[WORKERS]; /* the set of workers whose copy is without the step that this worker has not answered yet */
bool removed;
bool aborted; /* ABORTED or EXPIRED was stored: rolled back before a digest left */
byte dtbs_stored = NO_DTBS;
byte dtbs_left = NO_DTBS;
bool signature_stored;
bool signature_acknowledged;

/* ---------------------------------------------------------------------------------------------------- variants */

#ifdef LIVENESS
#define CLOCK_MAY_BE_LATE false
#define OBSERVES_STEPS false /* whether an end comes does not hang on what was acknowledged */
#else
#define CLOCK_MAY_BE_LATE true
#define OBSERVES_STEPS true
#endif

#if defined(LIVENESS) && !defined(AMEND_FOR_EVER)
byte amendments;
#define MAY_AMEND (amendments < 1)
#define COUNT_AMENDMENT amendments = amendments + (event == Amend -> 1 : 0)
#else
#define MAY_AMEND true
#define COUNT_AMENDMENT skip
#endif

#if defined(NO_COMPARE)
#define MAY_STORE (copy[_pid] == Fresh || event != Create)
#elif defined(COMPARE_STATE_ONLY)
#define MAY_STORE (copy[_pid] == Fresh || (state == from && state != NONE))
#else
#define MAY_STORE (copy[_pid] == Fresh)
#endif

#ifdef DEADLINE_IGNORED
#define DEADLINE_PASSED false
#else
#define DEADLINE_PASSED due
#endif

#ifdef RELEASE_BEFORE_STORE
#define ANSWERS_FIRST (event == Release && writes)
#endif
#ifdef ACKNOWLEDGE_BEFORE_STORE
#define ANSWERS_FIRST (event == AcceptSignature && writes)
#endif

#ifdef PRESENT_PROLONGS
#define PROLONGS(e) (e == Amend || e == Present)
#else
#define PROLONGS(e) (e == Amend)
#endif
#define STARTS_TIME(from, e, to) (PROLONGS(e) || (to != from && to != PRESENTED && to != CONSENTED))

/* ------------------------------------------------------------------------------------------------------- events */

#define IS_DEADLINE(e) (e == Expire || e == GiveUp || e == RetentionEnd)
#define IS_CALL(e) \
  (_pid != SWEEPER && (!DEADLINE_PASSED || CLOCK_MAY_BE_LATE) && (e != Create || !removed) && (e != Amend || MAY_AMEND))
#define MAY_CAUSE(e) (IS_DEADLINE(e) -> DEADLINE_PASSED : IS_CALL(e))

/* Export only reads, and so do the later ones of several Release and Finalize. */
#ifdef RELEASE_ANEW
#define ONLY_READS(from, e) (e == Export || (e == Finalize && from == FINALIZED))
#else
#define ONLY_READS(from, e) \
  (e == Export || (e == Finalize && from == FINALIZED) || (e == Release && from == SIGNING))
#endif

/* Of a repetition: that it brings what is stored. No failure was reported where a release was given up. */
#define IS_SAME(e) ((e != AcceptSignature || signature == GOOD) && (e != ReportFailure || dtbs == NO_DTBS))

/* A result in FAILED: of what was given up, not of what was rolled back. */
#define IS_RESULT(e) (e == AcceptSignature || e == ReportFailure || e == WrongSignature)
#ifdef SIGNATURE_AFTER_ROLLBACK
#define IS_KEPT(from, e) true
#else
#define IS_KEPT(from, e) (from != FAILED || !IS_RESULT(e) || dtbs != NO_DTBS)
#endif

#define T(from, e, next) \
  :: state == from && MAY_CAUSE(e) && IS_KEPT(from, e) -> event = e; to = next; writes = !ONLY_READS(from, e)
#define R(from, e) \
  :: state == from && MAY_CAUSE(e) && IS_SAME(e) -> event = e; to = from; writes = false

#define WORKERS_BEHIND (((copy[0] == Old) << 0) + ((copy[1] == Old) << 1) + ((copy[2] == Old) << 2))

/* The first step: a call that the table takes arrives, or a passed deadline is found; the session is loaded. */
inline Load() {
  if
  T(NONE, Create, PREPARED)

  T(PREPARED, Amend, PREPARED)
  T(PRESENTED, Amend, PREPARED)
  T(PREPARED, Present, PRESENTED)
  T(PRESENTED, Present, PRESENTED)
  T(PRESENTED, Consent, CONSENTED)
  T(CONSENTED, StaleConsent, PRESENTED)

  T(PREPARED, Abort, ABORTED)
  T(PRESENTED, Abort, ABORTED)
  T(CONSENTED, Abort, ABORTED)
  T(PREPARED, Expire, EXPIRED)
  T(PRESENTED, Expire, EXPIRED)
  T(CONSENTED, Expire, EXPIRED)

  T(CONSENTED, Release, SIGNING)
  T(SIGNING, Release, SIGNING)
  T(SIGNING, AcceptSignature, SIGNED)
  T(SIGNING, ReportFailure, FAILED)
  T(SIGNING, WrongSignature, FAILED)
  T(SIGNING, GiveUp, FAILED)
  T(FAILED, AcceptSignature, SIGNED)
  T(FAILED, ReportFailure, FAILED)
  T(FAILED, WrongSignature, FAILED)
  T(SIGNED, Finalize, FINALIZED)
  T(FINALIZED, Finalize, FINALIZED)
  T(SIGNED, Export, SIGNED)
  T(FINALIZED, Export, FINALIZED)

  T(PREPARED, Reissue, PREPARED)
  T(PRESENTED, Reissue, PRESENTED)
  T(CONSENTED, Reissue, CONSENTED)
  T(SIGNING, Reissue, SIGNING)
  T(SIGNED, Reissue, SIGNED)
  T(FINALIZED, Reissue, FINALIZED)
  T(ABORTED, Reissue, ABORTED)
  T(EXPIRED, Reissue, EXPIRED)
  T(FAILED, Reissue, FAILED)

  T(PREPARED, RefuseOpening, PREPARED)
  T(PRESENTED, RefuseOpening, PRESENTED)
  T(CONSENTED, RefuseOpening, CONSENTED)
  T(SIGNING, RefuseOpening, SIGNING)
  T(SIGNED, RefuseOpening, SIGNED)
  T(FINALIZED, RefuseOpening, FINALIZED)
  T(ABORTED, RefuseOpening, ABORTED)
  T(EXPIRED, RefuseOpening, EXPIRED)
  T(FAILED, RefuseOpening, FAILED)

  T(SIGNED, RetentionEnd, NONE)
  T(FINALIZED, RetentionEnd, NONE)
  T(ABORTED, RetentionEnd, NONE)
  T(EXPIRED, RetentionEnd, NONE)
  T(FAILED, RetentionEnd, NONE)

  R(CONSENTED, Consent)
  R(SIGNED, AcceptSignature)
  R(FINALIZED, AcceptSignature)
  R(FAILED, ReportFailure)
  R(ABORTED, Abort)

#ifdef ABORT_AFTER_RELEASE
  :: state == SIGNING && MAY_CAUSE(Abort) -> event = Abort; to = ABORTED; writes = true
#endif
#ifdef EXPORT_UNVERIFIED
  :: state == SIGNING && MAY_CAUSE(Export) -> event = Export; to = SIGNING; writes = false
#endif
#ifdef WRONG_SIGNATURE_STORED
  :: state == SIGNING && MAY_CAUSE(WrongSignature) -> event = WrongSignature; to = SIGNED; writes = true
#endif
#ifdef RETRY_AFTER_FAILURE
  :: state == FAILED && MAY_CAUSE(Release) -> event = Release; to = SIGNING; writes = true
#endif
  fi;
  from = state; my_presentation = presentation; my_dtbs = dtbs; my_signature = signature;
  copy[_pid] = Fresh;
  lacking[_pid] = (writes || !OBSERVES_STEPS -> 0 : WORKERS_BEHIND);
  printf("%d begins %e in %e\n", _pid, event, from)
}

/* ------------------------------------------------------------------------------------------------------ storing */

#define ROLLED_BACK(s, released) (s == ABORTED || s == EXPIRED || (s == FAILED && released == NO_DTBS))
#ifdef GIVE_UP_ROLLS_BACK
#define ROLLS_BACK(e, s) (s == ABORTED || s == EXPIRED || s == FAILED || s == NONE)
#else
#define ROLLS_BACK(e, s) (s == ABORTED || s == EXPIRED || (s == FAILED && e != GiveUp) || s == NONE)
#endif
#define HAS_SIGNATURE(s) (s == SIGNED || s == FINALIZED)
#define NEVER_LEFT (dtbs_stored == NO_DTBS && dtbs_left == NO_DTBS)

/* What the step changes of the copy. */
inline Change() {
  if
  :: event == Present -> my_presentation = 1 - my_presentation
  :: event == Release && from != SIGNING -> my_dtbs = DTBS_OF(my_presentation)
  :: event == AcceptSignature -> my_signature = GOOD
  :: ROLLS_BACK(event, to) -> my_presentation = 0; my_dtbs = NO_DTBS; my_signature = NO_SIGNATURE
#ifdef RELEASE_ANEW
  :: event == Release && from == SIGNING -> my_dtbs = DTBS_OF(0) + DTBS_OF(1) - my_dtbs
#endif
#ifdef WRONG_SIGNATURE_STORED
  :: event == WrongSignature && to == SIGNED -> my_signature = BAD
#endif
  :: else
  fi
}

/* An assertion's comment says what is broken where it fails; check.sh prints it. */
inline CheckStored() {
  assert(copy[_pid] != Blind); /* an acknowledged step is lost */
  assert(!signature_acknowledged || HAS_SIGNATURE(to) || to == NONE); /* an acknowledged signature is lost */
  assert(!ROLLED_BACK(state, dtbs) || to == NONE || (to == state && !my_dtbs)); /* what was rolled back comes back */
  assert(event != GiveUp || my_dtbs != NO_DTBS); /* a signature that may still come is lost */
  assert(!removed); /* what was removed comes back */
  assert((to != ABORTED && to != EXPIRED) || NEVER_LEFT) /* a released session is rolled back as if nothing had left */
}

inline Store() {
  printf("%d stores %e: %e -> %e\n", _pid, event, state, to);
  Change();
  CheckStored();
  due = due && !STARTS_TIME(from, event, to);
  state = to; presentation = my_presentation; dtbs = my_dtbs; signature = my_signature;
  COUNT_AMENDMENT;
  removed = (to == NONE);
  aborted = aborted || to == ABORTED || to == EXPIRED;
  dtbs_stored = dtbs_stored | dtbs;
  signature_stored = signature_stored || signature == GOOD;
  i = 0;
  do
  :: i < WORKERS ->
     lacking[_pid] = lacking[_pid] | ((OBSERVES_STEPS && copy[i] != Absent && i != _pid) << i);
     copy[i] = (copy[i] == Fresh -> Old : copy[i]);
     i++
  :: else -> i = 0; break
  od
}

/* ---------------------------------------------------------------------------------------------------- answering */

inline LetDigestLeave() {
  assert(!aborted); /* a digest leaves after the abort */
  assert(dtbs_stored & my_dtbs); /* a digest leaves before its release is stored */
  assert(dtbs_left == NO_DTBS || dtbs_left == my_dtbs); /* two different DTBS leave */
  dtbs_left = my_dtbs
}

/* The rest of the copy has done its work. */
inline KeepForAnswer() {
  from = 0; to = 0; writes = false; my_presentation = 0;
  my_dtbs = (event == Release -> my_dtbs : NO_DTBS);
  my_signature = (event == Export || event == Finalize -> my_signature : NO_SIGNATURE);
  copy[_pid] = Absent
}

inline Answer() {
  printf("%d answers %e\n", _pid, event);
  if
  :: event == Release -> LetDigestLeave()
  :: event == Export || event == Finalize ->
     assert(my_signature == GOOD && signature_stored) /* a document leaves without a verified signature */
  :: event == AcceptSignature ->
     assert(signature_stored); /* a signature is acknowledged before it is stored */
     signature_acknowledged = true
  :: else
  fi;
  /* Where a deadline had passed, the call is refused, and nothing is acknowledged. */
  i = 0;
  do
  :: i < WORKERS ->
     copy[i] = (copy[i] == Old && (lacking[_pid] & (1 << i)) && !IS_DEADLINE(event) -> Blind : copy[i]);
     i++
  :: else -> i = 0; break
  od
}

/* At rest, whether done, crashed or refused. */
inline Rest() {
  event = 0; from = 0; to = 0; writes = false;
  my_presentation = 0; my_dtbs = NO_DTBS; my_signature = NO_SIGNATURE;
  copy[_pid] = Absent;
  lacking[_pid] = 0;
  do
  :: i < WORKERS -> lacking[i] = lacking[i] & ~(1 << _pid); i++
  :: else -> i = 0; break
  od
}

inline Crash() {
  printf("%d crashes\n", _pid);
  Rest()
}

active [WORKERS] proctype Worker() {
  mtype:Event event;
  mtype:State from, to;
  bool writes;
  bit my_presentation;
  byte my_dtbs, my_signature, i;

end_rest:
  do
  :: atomic { Load() };
#ifdef ANSWERS_FIRST
     if
     :: atomic { ANSWERS_FIRST -> Change(); Answer() }
     :: else
     fi;
#endif
     if
     :: atomic { !writes -> KeepForAnswer() }
     :: atomic { writes && MAY_STORE -> Store(); KeepForAnswer() }
     :: atomic { writes && !MAY_STORE -> Rest() }; goto end_rest /* SESSION_CONFLICT: the call begins again */
     :: atomic { _pid != SWEEPER -> Crash() }; goto end_rest
     fi;
     if
     :: atomic { Answer(); Rest() }
     :: atomic { _pid != SWEEPER -> Crash() }
     fi
  od
}

active proctype Clock() {
end_still:
  do
  :: atomic { state != NONE && !due -> due = true }
  od
}

/* A session that is there ends. As what has ended stays so until it is removed, it is the same as: there are always
   later moments where it is not open. */
#ifdef LIVENESS
#define IS_OPEN(s) (s == PREPARED || s == PRESENTED || s == CONSENTED || s == SIGNING || s == SIGNED)
ltl ends { []<> !IS_OPEN(state) }
#endif
