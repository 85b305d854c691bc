import type { handleUnaryCall, Server, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as Messages from "@pulumi/pulumi/proto/provider_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Change, Difference } from "./diff.ts";
import type { VendorModel } from "./model.ts";
import { FakeProvider, type Named } from "./provider.ts";
import { type Fields, fields, text, type Value } from "./value.ts";

/** A fake provider that listens. */
export interface Served {
  readonly port: number;
  readonly stop: () => void;
}

/** Serves one or more vendors at a port of this machine that the system chooses; `clock` is what the vendors go by. */
export async function serve(models: readonly VendorModel[], folder: string, clock?: () => Date): Promise<Served> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(services.ResourceProviderService, implementation(models, new FakeProvider(models, folder, clock)));
  const port = await listen(server);
  return { port, stop: () => server.forceShutdown() };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)));
  });
}

function implementation(models: readonly VendorModel[], fakeProvider: FakeProvider): UntypedServiceImplementation {
  const [first] = models;
  return {
    handshake: answer(() =>
      new messages.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(false).setAcceptOutputs(false),
    ),
    attach: answer(() => new empty.Empty()),
    cancel: answer(() => new empty.Empty()),
    getPluginInfo: answer(() => new plugin.PluginInfo().setVersion(first?.bridged?.pluginVersion ?? first?.version ?? "")),
    parameterize: answer((request: Messages.ParameterizeRequest) => {
      const value = request.getValue();
      const vendor = fakeProvider.vendor(value?.getName() ?? "");
      parameterized(vendor, Buffer.from(value?.getValue_asU8() ?? []).toString("utf8"));
      return new messages.ParameterizeResponse().setName(vendor.package).setVersion(vendor.version);
    }),
    getSchema: answer((request: Messages.GetSchemaRequest) => {
      const vendor = fakeProvider.vendor(request.getSubpackageName() || (first?.package ?? ""));
      return new messages.GetSchemaResponse().setSchema(schemaOf(vendor));
    }),
    checkConfig: answer((request: Messages.CheckRequest) => new messages.CheckResponse().setInputs(request.getNews())),
    diffConfig: answer(() => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE)),
    configure: answer(() => new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true)),
    invoke: answer(async (request: Messages.InvokeRequest) =>
      new messages.InvokeResponse().setReturn(packed(await fakeProvider.invoke(request.getTok(), unpacked(request.getArgs())))),
    ),
    check: answer((request: Messages.CheckRequest) => {
      const { inputs, failures } = fakeProvider.check(named(request.getUrn()), unpacked(request.getOlds()), unpacked(request.getNews()));
      return new messages.CheckResponse()
        .setInputs(packed(inputs))
        .setFailuresList(failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason)));
    }),
    diff: answer((request: Messages.DiffRequest) =>
      diffResponse(fakeProvider.diff(named(request.getUrn()), unpacked(request.getOlds()), unpacked(request.getNews()))),
    ),
    create: answer(async (request: Messages.CreateRequest) => {
      const made = await fakeProvider.create(named(request.getUrn()), unpacked(request.getProperties()), request.getPreview());
      return new messages.CreateResponse().setId(made.id).setProperties(packed(made.properties));
    }),
    read: answer(async (request: Messages.ReadRequest) => {
      const found = await fakeProvider.read(
        named(request.getUrn()),
        request.getId(),
        unpacked(request.getProperties()),
        unpacked(request.getInputs()),
      );
      // The protocol's word for "gone" is an answer without an id.
      if (found === undefined) return new messages.ReadResponse();
      return new messages.ReadResponse().setId(found.id).setProperties(packed(found.properties)).setInputs(packed(found.inputs));
    }),
    update: answer(async (request: Messages.UpdateRequest) => {
      const [olds, news] = [unpacked(request.getOlds()), unpacked(request.getNews())];
      const outputs = await fakeProvider.update(named(request.getUrn()), request.getId(), olds, news, request.getPreview());
      return new messages.UpdateResponse().setProperties(packed(outputs));
    }),
    delete: answer(async (request: Messages.DeleteRequest) => {
      await fakeProvider.delete(named(request.getUrn()), request.getId());
      return new empty.Empty();
    }),
  };
}

/** Makes a unary gRPC method of a function; what it throws becomes the error that the engine shows. */
function answer<Request, Response>(method: (request: Request) => Response | Promise<Response>): handleUnaryCall<Request, Response> {
  return async (call: ServerUnaryCall<Request, Response>, callback) => {
    try {
      callback(null, await method(call.request));
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

const kinds: Record<Change, { readonly plain: Messages.PropertyDiff.Kind; readonly replace: Messages.PropertyDiff.Kind }> = {
  add: { plain: messages.PropertyDiff.Kind.ADD, replace: messages.PropertyDiff.Kind.ADD_REPLACE },
  delete: { plain: messages.PropertyDiff.Kind.DELETE, replace: messages.PropertyDiff.Kind.DELETE_REPLACE },
  update: { plain: messages.PropertyDiff.Kind.UPDATE, replace: messages.PropertyDiff.Kind.UPDATE_REPLACE },
};

function diffResponse(found: readonly Difference[]): Messages.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(found.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setHasdetaileddiff(true)
    .setDiffsList([...new Set(found.map(({ path }) => topLevel(path)))])
    .setReplacesList([...new Set(found.filter(({ replaces }) => replaces).map(({ path }) => topLevel(path)))]);
  for (const { path, change, replaces } of found) {
    response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(kinds[change][replaces ? "replace" : "plain"]));
  }
  return response;
}

function topLevel(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}

/** "urn:pulumi:stack::project::parent$pkg:mod/type:Type::name" -> type and name. */
function named(urn: string): Named {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}

function schemaOf(vendor: VendorModel): string {
  const empties = (tokens: readonly string[]) => Object.fromEntries(tokens.map((token) => [token, {}]));
  return JSON.stringify({
    name: vendor.package,
    version: vendor.version,
    resources: empties(Object.keys(vendor.resources)),
    functions: empties(Object.keys(vendor.functions ?? {})),
  });
}

function unpacked(message: Struct | undefined): Fields {
  return (message?.toJavaScript() ?? {}) as Fields;
}

function packed(value: Fields): Struct {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

/**
 * The bridge's parameter names a provider and its version: `{"remote": {"url": …, "version": …}}`. A fake provider knows one
 * version of one provider.
 *
 * @throws Error if the parameter names another, or the vendor has a plugin of its own
 */
function parameterized(vendor: VendorModel, parameter: string): void {
  if (vendor.bridged === undefined) throw new Error(`${vendor.package} has a plugin of its own and takes no parameter`);
  const { url, version } = fields(fields(JSON.parse(parameter) as Value).remote);
  const asked = `${text(url)} ${text(version)}`;
  const known = `${vendor.bridged.address} ${vendor.version}`;
  if (asked !== known) throw new Error(`the fake provider of ${vendor.package} is one of ${known}, not of ${asked}`);
}
