// What an administrator sees of the server itself: what is in force, and what runs.
#include "absl/strings/escaping.h"

#include "common/hash.h"
#include "server/reloader.h"
#include "server/rpc/admin_calls.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

std::string HexSha256(absl::string_view bytes) { return absl::BytesToHexString(Sha256(bytes)); }

void AddCatalogue(const Catalogue& catalogue, v1::GetInventoryResponse& response) {
  for (const auto& [name, policy] : catalogue.policies().by_name()) {
    v1::GetInventoryResponse::Policy& line = *response.add_policies();
    line.set_name(name);
    line.set_sha256(HexSha256(policy->SerializeAsString()));
    line.set_description(policy->description());
  }
  for (const auto& [name, table] : catalogue.tables()) {
    v1::GetInventoryResponse::Table& line = *response.add_tables();
    line.set_name(name);
    line.set_sha256(HexSha256(table.text));
  }
  for (const auto& [name, application] : catalogue.applications()) {
    v1::GetInventoryResponse::Application& line = *response.add_applications();
    line.set_name(name);
    line.set_description(application.description());
    line.set_identities(static_cast<uint32_t>(application.identities_size()));
    line.set_inline_policies_allowed(application.inline_policies_allowed());
    line.set_inline_tables_allowed(application.inline_tables_allowed());
  }
}

}  // namespace

// REQ: ADM-1
absl::StatusOr<v1::GetInventoryResponse> GetInventory(const ServerContext& context,
                                                      const Peer& /*peer*/,
                                                      const v1::GetInventoryRequest& /*request*/) {
  const std::shared_ptr<const InForce> state = context.reloader.in_force();
  v1::GetInventoryResponse response;
  AddCatalogue(*state->catalogue, response);
  for (const std::string& name : state->settings.administrators) response.add_administrators(name);
  *response.mutable_since() = ToTimestamp(state->since);
  return response;
}

// REQ: ADM-3
absl::StatusOr<v1::GetIntegrityResponse> GetIntegrity(const ServerContext& context,
                                                      const Peer& /*peer*/,
                                                      const v1::GetIntegrityRequest& /*request*/) {
  v1::GetIntegrityResponse response;
  response.set_version(context.program.version);
  response.set_build(context.program.build);
  response.set_program_sha256(context.program.sha256);
  for (const GivenFile& file : context.reloader.in_force()->files) {
    v1::GetIntegrityResponse::File& line = *response.add_files();
    line.set_setting(file.setting);
    line.set_path(file.path);
    line.set_sha256(file.sha256);
  }
  return response;
}

}  // namespace paraphe::server
