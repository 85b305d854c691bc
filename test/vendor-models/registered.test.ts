import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runSettings } from "../../cli/run-settings.ts";
import { loadCatalog } from "../../model/load.ts";
import { resolve } from "../../model/resolve.ts";
import { type Registered, registrationsOf } from "../../sandbox/registration/registration.ts";
import { fields, unwrap } from "../../sandbox/stand-in/value.ts";
import { root } from "../docs/markdown.ts";
import { datadogRequests } from "./datadog.ts";
import { grafanaRequests } from "./grafana.ts";
import { faultsOf } from "./judge.ts";

/** What the program registers of the artificial catalog, as its plugins send it, against what the vendors publish. */

/** No document describes what is sent of these: a folder is a title, a dashboard's JSON is Grafana's frontend's. */
const unpublished = ["grafana:oss/folder:Folder", "grafana:oss/dashboard:Dashboard"];

/** Where the published model is behind the server: `KeepLast` is in the plugin's documentation since Grafana 11. */
const behind = /execErrState in body should be one of \[OK Alerting Error\]$/;

async function registered(environment: string): Promise<readonly Registered[]> {
  const catalogDir = join(root, "test", "catalog");
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) throw new Error(JSON.stringify(problems));
  const settings = runSettings({ root, stack: environment, catalogDir, catalog, resolved: resolve(catalog, environment) });
  return registrationsOf({ program: join(root, "index.ts"), stack: environment, ...settings });
}

const requestsOf = ({ type, inputs }: Registered) => {
  const plain = fields(unwrap(inputs));
  return datadogRequests(type, plain) ?? grafanaRequests(type, plain);
};

describe("the vendors' own models accept everything", () => {
  test.each(["prod", "edge", "staging"])("of %s", { timeout: 300_000 }, async (environment) => {
    const all = (await registered(environment)).filter(({ type }) => /^(?:datadog|grafana):/.test(type));
    const judged = all.flatMap((one) => (requestsOf(one) ?? []).map((request) => ({ name: `${one.type} ${one.name}`, request })));
    const faults = await faultsOf(judged.map(({ request }) => request));
    const found = judged.flatMap(({ name }, index) =>
      (faults[index] ?? []).filter((fault) => !behind.test(fault)).map((fault) => `${name}: ${fault}`),
    );
    expect(found).toEqual([]);
    expect(judged.length).toBeGreaterThan(50);
    const unjudged = new Set(all.filter((one) => requestsOf(one) === undefined).map(({ type }) => type));
    expect([...unjudged].sort()).toEqual([...unpublished].sort());
  });
});
