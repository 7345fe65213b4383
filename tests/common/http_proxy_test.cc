#include "common/http_proxy.h"

#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class HttpProxyTest : public testing::Test {
 protected:
  absl::StatusOr<std::optional<HttpProxy>> Choose() const {
    return ChooseProxy(server_, dir_.Join("agent.textproto"), [this](const char* name) {
      const auto found = environment_.find(name);
      return found == environment_.end() ? nullptr : found->second.c_str();
    });
  }
  // "ADDRESS AUTHORIZATION" of the proxy; "none"; the error.
  std::string Chosen() const {
    const auto proxy = Choose();
    if (!proxy.ok()) return std::string(proxy.status().message());
    if (!proxy->has_value()) return "none";
    return (*proxy)->address + " " + (*proxy)->authorization;
  }
  void Configure(const std::string& user, const std::string& password, mode_t mode) {
    server_.mutable_proxy()->set_address("proxy.example:3128");
    server_.mutable_proxy()->set_user(user);
    server_.mutable_proxy()->set_password_file("secret");
    chmod(dir_.WriteFileOrDie("secret", password).c_str(), mode);
  }

  HttpProxyTest() { server_.set_address("sign.example:7443"); }

  test::TempDir dir_;
  v1::ServerAddress server_;
  std::map<std::string, std::string> environment_;
};

// Proves: CHN-5
TEST_F(HttpProxyTest, TheEnvironmentIsReadAsCurlReadsIt) {
  EXPECT_EQ(Chosen(), "none");
  environment_["HTTPS_PROXY"] = "http://upper:1";
  EXPECT_EQ(Chosen(), "upper:1 ");
  environment_["https_proxy"] = "";
  EXPECT_EQ(Chosen(), "upper:1 ");
  environment_["https_proxy"] = "lower:2/path";
  EXPECT_EQ(Chosen(), "lower:2 ");
  environment_["https_proxy"] = "HTTP://proxy.example";
  EXPECT_EQ(Chosen(), "proxy.example:1080 ");
  environment_["https_proxy"] = "http://[::1]:3128";
  EXPECT_EQ(Chosen(), "[::1]:3128 ");
  // RFC 7617 §2.
  environment_["https_proxy"] = "http://Aladdin:open%20sesame@h:3128/";
  EXPECT_EQ(Chosen(), "h:3128 Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  environment_["https_proxy"] = "http://a:p%40s%3As@h:3128";
  EXPECT_EQ(Chosen(), "h:3128 Basic YTpwQHM6cw==");
}

// Proves: CHN-5
TEST_F(HttpProxyTest, OtherVariablesNameNoProxy) {
  environment_ = {{"http_proxy", "http://h:1"},
                  {"HTTP_PROXY", "http://h:1"},
                  {"grpc_proxy", "http://h:1"},
                  {"all_proxy", "http://h:1"}};
  EXPECT_EQ(Chosen(), "none");
}

// Proves: CHN-5
TEST_F(HttpProxyTest, AValueThatIsNoProxyIsRefusedAndNotQuoted) {
  for (const char* url : {"https://u:hunter2@h:1", "socks5://u:hunter2@h:1", "http://u:hunter2@",
                          "http://u:hunter2@h:0", "http://u:hunter2@h:x", "http://"}) {
    environment_["https_proxy"] = url;
    EXPECT_THAT(Choose(), HasReason(v1::PROXY_FAILED,
                                    AllOf(HasSubstr("https_proxy"), Not(HasSubstr("hunter2")))))
        << url;
  }
}

// Proves: CHN-5
TEST_F(HttpProxyTest, ServersOfNoProxyAreReachedDirectly) {
  environment_["https_proxy"] = "h:1";
  environment_["NO_PROXY"] = "sign.example";
  EXPECT_EQ(Chosen(), "none");
  environment_["no_proxy"] = "other.example";
  EXPECT_EQ(Chosen(), "h:1 ");
  environment_["no_proxy"] = "*";
  EXPECT_EQ(Chosen(), "none");
  // What is exempt needs no proxy that could be used.
  environment_["https_proxy"] = "socks5://h:1";
  EXPECT_EQ(Chosen(), "none");
}

TEST_F(HttpProxyTest, ExemptionsAreNamesAddressesAndNetworks) {
  const auto exempt = [](const char* list, const char* host) {
    return IsExemptFromProxy(list, host);
  };
  EXPECT_TRUE(exempt("a.example, b.example", "b.example"));
  EXPECT_TRUE(exempt("a.example b.example", "B.EXAMPLE."));
  EXPECT_TRUE(exempt("example", "a.example"));
  EXPECT_TRUE(exempt(".example", "a.example"));
  EXPECT_TRUE(exempt(".a.example", "a.example"));
  EXPECT_FALSE(exempt("example", "anexample"));
  EXPECT_FALSE(exempt("a.example", "example"));
  EXPECT_FALSE(exempt("", "example"));
  EXPECT_FALSE(exempt("*,b", "a"));
  EXPECT_TRUE(exempt("10.0.0.1", "10.0.0.1"));
  EXPECT_FALSE(exempt("0.0.1", "10.0.0.1"));
  EXPECT_TRUE(exempt("x, 10.0.0.0/8", "10.9.9.9"));
  EXPECT_FALSE(exempt("10.0.0.0/8", "11.0.0.1"));
  EXPECT_FALSE(exempt("10.0.0.0/33", "10.0.0.1"));
  EXPECT_FALSE(exempt("10.0.0.0/x", "10.0.0.1"));
  EXPECT_TRUE(exempt("[::1]", "::1"));
  EXPECT_TRUE(exempt("fd00::/8", "fd12::1"));
  EXPECT_FALSE(exempt("fd00::/8", "fe80::1"));
  EXPECT_FALSE(exempt("0.0.0.0/0", "::1"));
}

// Proves: CHN-5
TEST_F(HttpProxyTest, TheConfigurationDecidesAlone) {
  environment_ = {{"https_proxy", "h:1"}, {"no_proxy", "sign.example"}};
  Configure("Aladdin", "open sesame\r\nand nothing more", 0600);
  EXPECT_EQ(Chosen(), "proxy.example:3128 Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  server_.mutable_proxy()->clear_user();
  EXPECT_EQ(Chosen(), "proxy.example:3128 ");
  environment_["no_proxy"] = "";
  server_.mutable_proxy()->clear_address();
  EXPECT_EQ(Chosen(), "none");
}

// Proves: CHN-5
TEST_F(HttpProxyTest, APasswordThatOthersCouldReadIsNotUsed) {
  for (const mode_t mode : {0640U, 0604U, 0660U}) {
    Configure("u", "hunter2", mode);
    EXPECT_THAT(Choose(),
                HasReason(v1::MALFORMED_FILE, AllOf(HasSubstr("0600"), Not(HasSubstr("hunter2")))));
  }
  Configure("u", "hunter2", 0400);
  EXPECT_THAT(Choose(), IsOk());
  Configure("u", "\nhunter2", 0600);
  EXPECT_THAT(Choose(), HasReason(v1::MALFORMED_FILE, HasSubstr("no password")));
  server_.mutable_proxy()->set_password_file("none");
  EXPECT_THAT(Choose(), HasReason(v1::FILE_UNREADABLE, HasSubstr("none")));
}

}  // namespace
}  // namespace paraphe
