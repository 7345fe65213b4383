// The one place that includes ICU's headers (the C interface).
#ifndef PARAPHE_COMMON_ICU_H_
#define PARAPHE_COMMON_ICU_H_

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

#endif  // PARAPHE_COMMON_ICU_H_
