// Documents to measure with, in the shapes that documents have, of about any size. Each is canonical,
// may be signed, and is shown by a table of deploy/tables.
#ifndef PARAPHE_TESTS_BENCH_SHAPES_H_
#define PARAPHE_TESTS_BENCH_SHAPES_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::bench {

// The sizes that targets speak of.
inline constexpr size_t kSmallBytes = 2400;
inline constexpr size_t kMediumBytes = 100 * 1000;
inline constexpr size_t kMegabyte = 1000 * 1000;
inline constexpr size_t kLargeBytes = 10 * kMegabyte;
inline constexpr size_t kHugeBytes = 100 * kMegabyte;

enum class Shape {
  kPes,     // small elements, all data in their attributes
  kUbl,     // elements of two namespaces, each declared again and again
  kText,    // long paragraphs with accents
  kBase64,  // one attachment, which is nearly all
};

inline constexpr std::array<Shape, 4> kAllShapes = {Shape::kPes, Shape::kUbl, Shape::kText,
                                                    Shape::kBase64};
std::string NameOf(Shape shape);
// Nothing where no shape has this name.
std::optional<Shape> ShapeNamed(absl::string_view name);

// At least `bytes` long, by at most the length of what is repeated (2.4 KB).
std::string MakeDocument(Shape shape, size_t bytes);

// The table that shows it: the file's name in deploy/tables without ".textproto", which is its own name.
std::string TableOf(Shape shape);
// Its text. Dies where the sources are not at hand (PARAPHE_SOURCE).
std::string TableText(Shape shape);

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_SHAPES_H_
