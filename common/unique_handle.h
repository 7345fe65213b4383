// Owner of a C object that is freed by one function. One line per C type, beside that library's
// wrapper:
//
//   using UniqueX509 = UniqueHandle<X509, X509_free>;
#ifndef PARAPHE_COMMON_UNIQUE_HANDLE_H_
#define PARAPHE_COMMON_UNIQUE_HANDLE_H_

#include <memory>

namespace paraphe {

template <auto Free>
struct HandleDeleter {
  template <typename T>
  void operator()(T* object) const {
    static_cast<void>(Free(object));
  }
};

template <typename T, auto Free>
using UniqueHandle = std::unique_ptr<T, HandleDeleter<Free>>;

}  // namespace paraphe

#endif  // PARAPHE_COMMON_UNIQUE_HANDLE_H_
