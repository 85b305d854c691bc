import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { Account } from "../../sandbox/account.ts";
import type { Refusal, VendorModel } from "../../sandbox/fake-provider/model.ts";
import { serve } from "../../sandbox/fake-provider/server.ts";
import type { Fields } from "../../sandbox/fake-provider/value.ts";

/** Speaks the provider protocol to a fake provider, as the engine does. */
export interface ProviderClient {
  /** Holds one folder a package, and `faults.json`. */
  readonly folder: string;
  readonly account: Account;
  readonly check: (type: string, inputs: object, olds?: object) => Promise<{ inputs: Fields; failures: Refusal[] }>;
  readonly diff: (type: string, outputs: object, news: object) => Promise<{ changed: boolean; places: string[]; replaces: string[] }>;
  readonly create: (type: string, inputs: object, preview?: boolean) => Promise<{ id: string; outputs: Fields }>;
  readonly read: (type: string, id: string, outputs?: object, inputs?: object) => Promise<{ id: string; outputs: Fields; inputs: Fields }>;
  readonly update: (type: string, id: string, olds: object, news: object) => Promise<Fields>;
  readonly delete: (type: string, id: string) => Promise<void>;
  readonly invoke: (token: string, args: object) => Promise<Fields>;
  readonly raw: InstanceType<typeof services.ResourceProviderClient>;
  readonly close: () => void;
}

/** @param clock what the vendor goes by, where its answer depends on the time */
export async function connect(model: VendorModel, clock?: () => Date): Promise<ProviderClient> {
  const folder = mkdtempSync(join(tmpdir(), "slostack-fake-"));
  const served = await serve([model], folder, clock);
  const raw = new services.ResourceProviderClient(`127.0.0.1:${served.port}`, grpc.credentials.createInsecure());
  const urn = (type: string) => `urn:pulumi:test::test::${type}::thing`;
  return {
    folder,
    account: new Account(join(folder, model.package)),
    raw,
    check: async (type, inputs, olds = {}) => {
      const request = new messages.CheckRequest().setUrn(urn(type)).setNews(packed(inputs)).setOlds(packed(olds));
      const response = await call<InstanceType<typeof messages.CheckResponse>>((done) => raw.check(request, done));
      const failures = response.getFailuresList().map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
      return { inputs: unpacked(response.getInputs()), failures };
    },
    diff: async (type, outputs, news) => {
      const request = new messages.DiffRequest().setUrn(urn(type)).setOlds(packed(outputs)).setNews(packed(news));
      const response = await call<InstanceType<typeof messages.DiffResponse>>((done) => raw.diff(request, done));
      const places = [...response.getDetaileddiffMap().keys()];
      const changed = response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
      return { changed, places, replaces: response.getReplacesList() };
    },
    create: async (type, inputs, preview = false) => {
      const request = new messages.CreateRequest().setUrn(urn(type)).setProperties(packed(inputs)).setPreview(preview);
      const response = await call<InstanceType<typeof messages.CreateResponse>>((done) => raw.create(request, done));
      return { id: response.getId(), outputs: unpacked(response.getProperties()) };
    },
    read: async (type, id, outputs = {}, inputs = {}) => {
      const request = new messages.ReadRequest().setUrn(urn(type)).setId(id).setProperties(packed(outputs)).setInputs(packed(inputs));
      const response = await call<InstanceType<typeof messages.ReadResponse>>((done) => raw.read(request, done));
      return { id: response.getId(), outputs: unpacked(response.getProperties()), inputs: unpacked(response.getInputs()) };
    },
    update: async (type, id, olds, news) => {
      const request = new messages.UpdateRequest().setUrn(urn(type)).setId(id).setOlds(packed(olds)).setNews(packed(news));
      const response = await call<InstanceType<typeof messages.UpdateResponse>>((done) => raw.update(request, done));
      return unpacked(response.getProperties());
    },
    delete: async (type, id) => {
      await call((done) => raw.delete(new messages.DeleteRequest().setUrn(urn(type)).setId(id), done));
    },
    invoke: async (token, args) => {
      const request = new messages.InvokeRequest().setTok(token).setArgs(packed(args));
      const response = await call<InstanceType<typeof messages.InvokeResponse>>((done) => raw.invoke(request, done));
      return unpacked(response.getReturn());
    },
    close: () => {
      raw.close();
      served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A value as the engine sends a secret. */
export function secret(value: string): object {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

type Done<Response> = (error: Error | null, response: Response) => void;

function call<Response>(send: (done: Done<Response>) => void): Promise<Response> {
  return new Promise((resolve, reject) => send((error, response) => (error ? reject(error) : resolve(response))));
}

function packed(value: object): Struct {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

function unpacked(message: Struct | undefined): Fields {
  return (message?.toJavaScript() ?? {}) as Fields;
}
