#include "server/store/postgresql/statement.h"

#include "absl/strings/numbers.h"

namespace paraphe::server::postgresql {
namespace {

constexpr int kBinary = 1;
constexpr int32_t kByteaOid = 17;  // pg_type.dat, fixed

}  // namespace

Arguments&& Arguments::Add(Value value) {
  values_.push_back(std::move(value));
  return std::move(*this);
}

Arguments&& Arguments::Number(int64_t number) && {
  return Add({false, true, BigEndian(number), {}});
}

Arguments&& Arguments::Number(std::optional<int64_t> number) && {
  if (!number.has_value()) return Add({true, true, {}, {}});
  return std::move(*this).Number(*number);
}

Arguments&& Arguments::Bytes(absl::string_view bytes) && { return Add({false, false, {}, bytes}); }

Arguments&& Arguments::BytesOrNull(absl::string_view bytes) && {
  return Add({bytes.empty(), false, {}, bytes});
}

// array_recv: dimensions, whether there are NULLs, the element's type; for the one dimension its length and
// first index; then each element behind its length.
Arguments&& Arguments::List(const std::vector<std::string>& elements) && {
  std::string bytes = BigEndian<int32_t>(elements.empty() ? 0 : 1);
  bytes += BigEndian<int32_t>(0) + BigEndian<int32_t>(kByteaOid);
  if (!elements.empty()) {
    bytes += BigEndian(static_cast<int32_t>(elements.size())) + BigEndian<int32_t>(1);
  }
  for (const std::string& element : elements) {
    bytes += BigEndian(static_cast<int32_t>(element.size())) + element;
  }
  return Add({false, true, std::move(bytes), {}});
}

Arguments::Raw Arguments::Get() const {
  Raw raw;
  for (const Value& value : values_) {
    const absl::string_view bytes = value.own ? absl::string_view(value.bytes) : value.view;
    // An empty view may have no address, and libpq takes that for NULL.
    raw.values.push_back(value.null ? nullptr : bytes.empty() ? "" : bytes.data());
    raw.lengths.push_back(static_cast<int>(bytes.size()));
    raw.formats.push_back(kBinary);
  }
  return raw;
}

absl::string_view Rows::Bytes(int column, int row) const {
  return {PQgetvalue(result_.get(), row, column),
          static_cast<size_t>(PQgetlength(result_.get(), row, column))};
}

int64_t Rows::Number(int column, int row) const {
  uint64_t number = 0;
  for (const char byte : Bytes(column, row)) number = number << 8 | static_cast<uint8_t>(byte);
  return static_cast<int64_t>(number);
}

int64_t Rows::changed() const {
  int64_t count = 0;
  return absl::SimpleAtoi(PQcmdTuples(result_.get()), &count) ? count : 0;
}

}  // namespace paraphe::server::postgresql
