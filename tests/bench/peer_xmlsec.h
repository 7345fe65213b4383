// The peer: libxmlsec1, which does nothing but parse, sign and serialise, in this process, with a key in memory.
#ifndef PARAPHE_TESTS_BENCH_PEER_XMLSEC_H_
#define PARAPHE_TESTS_BENCH_PEER_XMLSEC_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

#include "tests/testing/test_key.h"

namespace paraphe::bench {

// One in a process. Not thread-safe: each thread calls Sign on its own copy of the key, one after the other.
class PeerXmlsec {
 public:
  // Dies where libxmlsec1 does not start, or does not take the key.
  explicit PeerXmlsec(const test::TestKey& key);
  ~PeerXmlsec();
  PeerXmlsec(const PeerXmlsec&) = delete;
  PeerXmlsec& operator=(const PeerXmlsec&) = delete;

  // `document` with an enveloped signature: exclusive C14N, SHA-256, RSA PKCS#1 v1.5, no KeyInfo and no
  // properties. Dies where it is refused.
  std::string Sign(absl::string_view document) const;

 private:
  struct Key;
  std::unique_ptr<Key> key_;
};

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_PEER_XMLSEC_H_
