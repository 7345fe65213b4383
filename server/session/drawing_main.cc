// Prints docs/session.md. After a change of the table: build/bin/session_drawing > docs/session.md
#include <cstdio>
#include <string>

#include "server/session/drawing.h"

int main() {
  const std::string page = paraphe::server::DrawSessionPage();
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
