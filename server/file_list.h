// Lists of files in a configuration, in which a folder stands for the files in it.
#ifndef PARAPHE_SERVER_FILE_LIST_H_
#define PARAPHE_SERVER_FILE_LIST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace paraphe::server {

// Each path as it stands, or for a folder its *.textproto files in the order of their names (not
// those of folders in it). FILE_UNREADABLE for a folder that cannot be listed.
absl::StatusOr<std::vector<std::string>> ExpandFolders(const std::vector<std::string>& paths);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_FILE_LIST_H_
