// What paraphe-bench measures, each family of targets in a file of its own. Each function dies where a
// program does not start or anything is refused; says on standard error what it is at; and measures less
// in quick form. None is to run beside another.
#ifndef PARAPHE_TESTS_BENCH_MEASUREMENTS_H_
#define PARAPHE_TESTS_BENCH_MEASUREMENTS_H_

#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/peer_xmlsec.h"

namespace paraphe::bench {

// T1, T2, T3 and T5, those that are wanted: what a whole session costs a real server, beside libxmlsec1's bare
// sign of the same document and beside the floors of its parts. Parts: the server's CPU in each call, and
// what agent and caller took, both in this process. session_cost.cc
Report MeasureSessions(const BenchOptions& options, const PeerXmlsec& peer);

// T4: intake, formatting and digests of 10 MB in one thread, for each shape. in_process.cc
Report MeasureFormatting(const BenchOptions& options);

// T9: how far the time per byte of intake, formatting, assembly and verification strays from 1 MB up, as a
// share of its middle. In quick form up to 10 MB, else 100 MB. in_process.cc
Report MeasureGrowth(const BenchOptions& options);

// T10: the page of 10 MB and its digest in one thread, for each shape. in_process.cc
Report MeasurePage(const BenchOptions& options);

// T6 and T8, those that are wanted: how many sessions a server takes, and how long calls take at half of that.
// The clients, their cards included, share the machine with the server. For T8 sessions begin at planned
// times, whether earlier ones are done or not, and the first call of each is timed from then. Medians of rounds in which
// both are measured, one after the other. session_load.cc
Report MeasureLoad(const BenchOptions& options, const PeerXmlsec& peer);

// T7: the memory of 100,000 sessions that wait for their signers, in quick form fewer, after some that make
// what a server makes once; and whole sessions before and after, for whether calls stay as fast.
// waiting_sessions.cc
Report MeasureWaiting(const BenchOptions& options);

// T11: CPU of paraphe-agent --unattended and of the processes that it starts, with a SoftHSM token, from its
// start to its end: at 2.4 KB in milliseconds, at 10 MB over libxmlsec1's bare sign. agent_cost.cc
Report MeasureAgent(const BenchOptions& options, const PeerXmlsec& peer);

// T12: CPU and peak memory of `paraphe check` and `canonicalize` of 10 MB beside `xmllint --exc-c14n`, of
// `render` beside `xsltproc` with a stylesheet that copies each node, of `verify` beside
// `xmlsec1 --verify`. program_cost.cc
Report MeasurePrograms(const BenchOptions& options);

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_MEASUREMENTS_H_
