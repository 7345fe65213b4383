// gRPC server reflection, switchable: merely linking gRPC's library switches it on for every
// server.
#ifndef PARAPHE_SERVER_REFLECTION_H_
#define PARAPHE_SERVER_REFLECTION_H_

#include "grpcpp/server_builder.h"

namespace paraphe::server {

// Decides whether the server that `builder` makes tells strangers its services. Call once per
// builder.
void SetReflection(bool on, grpc::ServerBuilder& builder);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_REFLECTION_H_
