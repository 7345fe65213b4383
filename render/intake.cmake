# The intake of documents: judgment and the caller's canonicalizer. Included by render/CMakeLists.txt.
paraphe_library(render_intake SRCS intake.cc HDRS intake.h
  DEPS paraphe::common_xml_scanner paraphe::common_xml_facts paraphe::common_xml_names paraphe::common_libxml2
       paraphe::common_errors)
paraphe_library(render_xml_encoding SRCS xml_encoding.cc HDRS xml_encoding.h
  DEPS paraphe::common_libxml2 paraphe::common_errors)
paraphe_library(render_canonicalize SRCS canonicalize.cc HDRS canonicalize.h
  DEPS paraphe::common_xml_scanner paraphe::common_errors paraphe::render_xml_encoding)
