#include "client/device/known_modules.h"

#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/testing/softhsm.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::device {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;

auto Module(const std::string& name, const std::string& path) {
  return AllOf(Field(&KnownModule::name, name), Field(&KnownModule::path, path));
}

class KnownModulesTest : public ::testing::Test {
 protected:
  KnownModulesTest() {
    places_.modules = dir_.Join("lib");
    places_.registered = {dir_.Join("own"), dir_.Join("system"), dir_.Join("nowhere")};
    card_ = dir_.WriteFileOrDie("lib/card.so", "");
  }

  test::TempDir dir_;
  ModulePlaces places_;
  std::string card_;
};

// Proves: DEV-2
TEST_F(KnownModulesTest, RegisteredModulesAreNamedByTheirRegistration) {
  dir_.WriteFileOrDie("system/card.module", "# a card\n module : card.so \npriority: 1\n");
  const std::string other = dir_.WriteFileOrDie("other.so", "");
  dir_.WriteFileOrDie("system/other.module", "module:" + other);
  EXPECT_THAT(KnownModules(places_), ElementsAre(Module("card", card_), Module("other", other)));
}

// Proves: DEV-2
TEST_F(KnownModulesTest, OnlyModulesThatAreThereAndSignArePassedOn) {
  dir_.WriteFileOrDie("system/absent.module", "module: absent.so\n");
  dir_.WriteFileOrDie("system/folder.module", "module: .\n");
  dir_.WriteFileOrDie("system/remote.module", "remote: |ssh host\nmodule: card.so\n");
  dir_.WriteFileOrDie("system/trust.module", "module: card.so\ntrust-policy: yes\n");
  dir_.WriteFileOrDie("system/nothing.module", "");
  dir_.WriteFileOrDie("system/garbage.module", std::string("\0\xff: \n::\n", 7));
  dir_.WriteFileOrDie("system/card.conf", "module: card.so\n");
  EXPECT_THAT(KnownModules(places_), ElementsAre());
}

// Proves: DEV-2
TEST_F(KnownModulesTest, AUsersRegistrationReplacesTheSystems) {
  const std::string mine = dir_.WriteFileOrDie("mine.so", "");
  dir_.WriteFileOrDie("own/card.module", "module: " + mine + "\n");
  dir_.WriteFileOrDie("system/card.module", "module: card.so\n");
  EXPECT_THAT(KnownModules(places_), ElementsAre(Module("card", mine)));
}

// Proves: DEV-2
TEST_F(KnownModulesTest, EachFileIsNamedOnceByItsUsualName) {
  places_.usual = {{"Carte", card_}, {"Absente", dir_.Join("absent.so")}};
  std::filesystem::create_symlink(card_, dir_.Join("lib/link.so"));
  dir_.WriteFileOrDie("system/link.module", "module: link.so\n");
  EXPECT_THAT(KnownModules(places_), ElementsAre(Module("Carte", card_)));
}

// Proves: DEV-2
TEST(SystemModulesTest, SoftHsmIsFoundWhereItIsInstalled) {
  EXPECT_THAT(KnownModules(), Contains(Module("SoftHSM", test::SoftHsm::ModulePath())));
}

}  // namespace
}  // namespace paraphe::device
