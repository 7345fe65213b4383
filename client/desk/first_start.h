// The first start, without a configuration: leads the signer through it in four steps. Server, by the
// file that the administrator gives; module or PKCS#12 file; reader and card; language.
#ifndef PARAPHE_CLIENT_DESK_FIRST_START_H_
#define PARAPHE_CLIENT_DESK_FIRST_START_H_

#include <QWidget>
#include <string>

#include "client/desk/desk_config.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// What came of it.
struct FirstStart {
  std::string config;  // the file that was written; empty where the signer left before the end
  Language language;   // the one that was chosen
};

// Leads through the first configuration, which is written to places.user at the end, and not before.
// It begins in `language`, and can be read in the other one at each step. Blocks until it is done or
// left, with events going on; nothing stays behind where it is left. To be called in the window's
// thread.
FirstStart RunFirstStart(QWidget* parent, const ConfigPlaces& places, Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_FIRST_START_H_
