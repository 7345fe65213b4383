# Tests of the intake of documents. Included by tests/render/CMakeLists.txt.
paraphe_test(render_intake_test SRCS intake_test.cc
  DEPS paraphe::render_intake paraphe::testing_matchers)
paraphe_test(render_xml_encoding_test SRCS xml_encoding_test.cc
  DEPS paraphe::render_xml_encoding paraphe::testing_matchers)
paraphe_test(render_canonicalize_test SRCS canonicalize_test.cc
  DEPS paraphe::render_canonicalize paraphe::render_intake paraphe::common_file paraphe::testing_c14n_oracle
       paraphe::testing_document_generator paraphe::testing_matchers)
paraphe_test(render_bounds_test SRCS bounds_test.cc
  DEPS paraphe::render_canonicalize paraphe::render_intake TIMEOUT 600)
paraphe_fuzzer(intake SRCS intake_fuzz.cc
  DEPS paraphe::fuzz_property paraphe::render_intake paraphe::render_testing paraphe::testing_c14n_oracle)
paraphe_fuzzer(canonicalizer SRCS canonicalize_fuzz.cc
  DEPS paraphe::fuzz_property paraphe::render_canonicalize paraphe::render_intake paraphe::testing_c14n_oracle)
