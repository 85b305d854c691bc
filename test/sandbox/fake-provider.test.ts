import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAccounts } from "../../sandbox/account.ts";
import type { VendorModel } from "../../sandbox/fake-provider/model.ts";
import { connect, type ProviderClient, secret } from "./client.ts";

/** A vendor that nobody knows: the generic part knows none either. */
const acme: VendorModel = {
  package: "acme",
  version: "1.2.3",
  resources: {
    "acme:index/anvil:Anvil": {
      required: ["weight"],
      replaces: ["parts[].metal"],
      normalise: (inputs) => ({ ...inputs, tags: Array.isArray(inputs.tags) ? inputs.tags.map(String).sort() : [] }),
      writeOnly: ["locks[].code"],
      computes: ["serial"],
      computed: (id) => ({ serial: `serial of ${id}` }),
      id: (inputs) => `anvil/${String(inputs.weight)}`,
    },
  },
};
const anvil = "acme:index/anvil:Anvil";

function parameterize({ raw }: ProviderClient, name: string, parameter: string): Promise<string> {
  const value = new messages.ParameterizeRequest.ParametersValue().setName(name).setValue(Buffer.from(parameter));
  return new Promise((resolve, reject) => {
    raw.parameterize(new messages.ParameterizeRequest().setValue(value), (error, response) =>
      error ? reject(error) : resolve(`${response.getName()} ${response.getVersion()}`),
    );
  });
}

let client: ProviderClient;
beforeEach(async () => {
  client = await connect(acme);
});
afterEach(() => client.close());

describe("the files of an account", () => {
  test("are one an object, with sorted keys, under a name that holds the id", async () => {
    await client.create(anvil, { weight: 10, label: "x", parts: [] });
    const folder = join(client.folder, "acme", "anvil");
    expect(readdirSync(folder)).toEqual(["anvil%2F10.json"]);
    expect(readFileSync(join(folder, "anvil%2F10.json"), "utf8")).toBe(
      '{\n  "label": "x",\n  "parts": [],\n  "tags": [],\n  "weight": 10\n}\n',
    );
    expect(readAccounts(client.folder)).toMatchObject({ acme: [{ kind: "anvil", id: "anvil/10" }] });
  });

  test("are the truth: what is edited is read, what is removed is gone, what is broken is named", async () => {
    const { id, outputs } = await client.create(anvil, { weight: 10, label: "x" });
    client.account.put("anvil", id, { weight: 10, label: "y", added: "by hand" });
    const read = await client.read(anvil, id, outputs, { weight: 10, label: "x" });
    expect(read.outputs).toMatchObject({ label: "y", added: "by hand", serial: "serial of anvil/10" });
    expect(read.inputs).toEqual({ weight: 10, label: "y", added: "by hand" });
    const { places } = await client.diff(anvil, read.outputs, { weight: 10, label: "x" });
    expect(places.sort()).toEqual(["added", "label"]);
    writeFileSync(join(client.folder, "acme", "anvil", "anvil%2F10.json"), "{");
    await expect(client.read(anvil, id, outputs)).rejects.toThrow(/anvil%2F10\.json is not JSON/);
    client.account.remove("anvil", id);
    expect((await client.read(anvil, id, outputs)).id).toBe("");
    await expect(client.update(anvil, id, outputs, { weight: 10 })).rejects.toThrow(/404 Not Found/);
  });

  test("can be imported: inputs come from the file, without what is write-only", async () => {
    const { id } = await client.create(anvil, { weight: 10, locks: [{ code: "1234", kind: "padlock" }] });
    expect((await client.read(anvil, id)).inputs).toEqual({ weight: 10, tags: [], locks: [{ kind: "padlock" }] });
  });
});

describe("the protocol", () => {
  test("a refresh keeps an input as the program spells it where the vendor only sorts it", async () => {
    const inputs = { weight: 10, tags: ["b", "a"] };
    const { id, outputs } = await client.create(anvil, inputs);
    expect(outputs.tags).toEqual(["a", "b"]);
    expect((await client.read(anvil, id, outputs, inputs)).inputs).toEqual(inputs);
  });

  test("names each changed place, and which of them the vendor cannot change", async () => {
    const { outputs } = await client.create(anvil, { weight: 10, parts: [{ metal: "iron", size: 1 }, { metal: "iron" }], label: "x" });
    const diff = await client.diff(anvil, outputs, { weight: "10", parts: [{ metal: "lead", size: 2 }], tags: ["new"] });
    expect(diff.places.sort()).toEqual(["label", "parts[0].metal", "parts[0].size", "parts[1]", "tags[0]"]);
    expect(diff.replaces).toEqual(["parts"]);
  });

  test("a computed output is unknown at preview, known at an update, and never a difference", async () => {
    const planned = await client.create(anvil, { weight: 10 }, true);
    expect(planned).toMatchObject({ id: "", outputs: { serial: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } });
    expect(client.account.all("anvil")).toEqual([]);
    const { outputs } = await client.create(anvil, { weight: 10 });
    expect((await client.diff(anvil, outputs, { weight: 10 })).changed).toBe(false);
  });

  test("a value that is known only later is a difference, not an error", async () => {
    const { outputs } = await client.create(anvil, { weight: 10, label: "x" });
    const later = { weight: 10, label: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    expect((await client.check(anvil, later)).failures).toEqual([]);
    expect((await client.diff(anvil, outputs, later)).places).toEqual(["label"]);
  });

  test("any secret input is a secret output, in check, create, read and update", async () => {
    const inputs = { weight: 10, label: secret("s") };
    expect((await client.check(anvil, inputs)).inputs.label).toEqual(secret("s"));
    const { id, outputs } = await client.create(anvil, inputs);
    expect(outputs.label).toEqual(secret("s"));
    expect((await client.read(anvil, id, outputs, inputs)).outputs.label).toEqual(secret("s"));
    expect((await client.update(anvil, id, outputs, { ...inputs, weight: 11 })).label).toEqual(secret("s"));
  });

  test("a missing required input is refused by name", async () => {
    expect((await client.check(anvil, {})).failures).toEqual([{ property: "weight", reason: 'Missing required argument: "weight"' }]);
  });

  test("a vendor with a plugin of its own takes no parameter", async () => {
    await expect(parameterize(client, "acme", "{}")).rejects.toThrow(/acme has a plugin of its own/);
  });

  test("a package of a bridge is made by the parameter that names its provider and version, and by no other", async () => {
    const bridged = await connect({
      ...acme,
      bridged: { plugin: "bridge", pluginVersion: "1.0.0", address: "registry.example.com/acme/acme" },
    });
    const parameter = (url: string, version: string) => JSON.stringify({ remote: { url, version } });
    try {
      expect(await parameterize(bridged, "acme", parameter("registry.example.com/acme/acme", "1.2.3"))).toBe("acme 1.2.3");
      await expect(parameterize(bridged, "other", "{}")).rejects.toThrow(/no fake provider for the package "other"/);
      for (const wrong of [parameter("registry.example.com/acme/acme", "1.2.4"), parameter("registry.example.com/other/acme", "1.2.3")])
        await expect(parameterize(bridged, "acme", wrong)).rejects.toThrow(/is one of registry.example.com\/acme\/acme 1.2.3, not of/);
    } finally {
      bridged.close();
    }
  });
});

describe("faults", () => {
  const ask = (...faults: object[]) => writeFileSync(join(client.folder, "faults.json"), JSON.stringify(faults));

  test.each([
    ["429", /429 Too Many Requests/],
    ["500", /500 Internal Server Error/],
    ["timeout", /context deadline exceeded/],
  ])("%s fails as many calls as asked for, and then no more", async (fail, message) => {
    ask({ match: { method: "create", type: "anvil" }, fail, times: 2 });
    await expect(client.create(anvil, { weight: 1 })).rejects.toThrow(message);
    await expect(client.create(anvil, { weight: 1 })).rejects.toThrow(message);
    expect(client.account.all("anvil")).toEqual([]);
    expect(await client.create(anvil, { weight: 1 })).toMatchObject({ id: "anvil/1" });
  });

  test("a call that does not match goes through: other method, other type, other name", async () => {
    ask(
      { match: { method: "delete" }, fail: "500", times: 1 },
      { match: { type: "hammer" }, fail: "500", times: 1 },
      { match: { name: "other" }, fail: "500", times: 1 },
    );
    expect(await client.create(anvil, { weight: 1 })).toMatchObject({ id: "anvil/1" });
  });

  test("a fault afterwards loses only the answer", async () => {
    ask({ match: { name: "thing" }, fail: "500", times: 1, moment: "after" });
    await expect(client.create(anvil, { weight: 1 })).rejects.toThrow(/500/);
    expect(client.account.all("anvil")).toHaveLength(1);
  });
});
