// The one place that includes ICU's headers (the C interface).
#ifndef PARAPHE_RENDER_ICU_H_
#define PARAPHE_RENDER_ICU_H_

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#endif  // PARAPHE_RENDER_ICU_H_
